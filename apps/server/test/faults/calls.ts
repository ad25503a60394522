/** An answer of a server, or of nobody: a connection that was refused or cut has the status 0. */
export interface Answer {
  status: number;
  headers: Headers;
  /** What the JSON of the body says. */
  body: unknown;
}

export type Call = (method: string, path: string, body?: object) => Promise<Answer>;

/** Longer than a server lets any request wait for its database, in milliseconds. */
const patience = 40_000;

const nobody: Answer = { status: 0, headers: new Headers(), body: null };

/** Speaks to a server with one credential. Never rejects. */
export function callsTo(url: string, key: string): Call {
  return async (method, path, body) => {
    try {
      const response = await fetch(url + path, {
        method,
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        signal: AbortSignal.timeout(patience),
        ...(body && { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      return {
        status: response.status,
        headers: response.headers,
        body: text === '' ? null : JSON.parse(text),
      };
    } catch {
      return nobody;
    }
  };
}

/** What a write is told that the server could not store: a problem document that says so, and when to come again. */
function isRefusal({ status, headers, body }: Answer): boolean {
  const { code } = Object(body);
  if (status === 507) return code === 'storage_full';
  return status === 503 && code === 'database_unavailable' && Number(headers.get('Retry-After')) > 0;
}

/** The statuses and codes of answers that are no such refusals, each once. */
export const notRefusals = (answers: readonly Answer[]): string[] => [
  ...new Set(
    answers
      .filter((answer) => !isRefusal(answer))
      .map(({ status, body }) => `${status} ${Object(body).code}`),
  ),
];

/** An answer in one line, for what a test says when it fails. */
export const shown = ({ status, body }: Answer): string => `${status} ${JSON.stringify(body)}`;
