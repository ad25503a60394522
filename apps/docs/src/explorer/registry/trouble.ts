import { RegistryProblem, RegistryUnreachable } from '@llm-registry/client';

/** Why something could not be done, and what a reader can do about it. */
export interface Trouble {
  kind: 'offline' | 'unreachable' | 'unauthenticated' | 'forbidden' | 'rate_limited' | 'missing' | 'refused';
  title: string;
  detail: string;
  /** The error's page, below the site; empty where there is none. */
  page: string;
  /** Under which the server logged the request; empty where none is known. */
  requestId: string;
  /** Seconds; null where trying again at once is as good. */
  retryAfter: number | null;
}

const kinds = new Map<number, Trouble['kind']>([
  [401, 'unauthenticated'],
  [403, 'forbidden'],
  [404, 'missing'],
  [429, 'rate_limited'],
]);

/** What to say of an error that a call of the client ended with. */
export function troubleOf(error: unknown, isOnline = navigator.onLine): Trouble {
  if (error instanceof RegistryProblem) return problemTrouble(error);
  if (error instanceof RegistryUnreachable) return silenceTrouble(error, isOnline);
  return { ...nothing, kind: 'refused', title: 'That could not be sent', detail: textOf(error) };
}

const NEEDS_KEY =
  'These models need a key that is valid now. Use one, or look at the shipped catalog, which needs none.';
const nothing = { page: '', requestId: '', retryAfter: null };

function problemTrouble({ status, code, title, detail, requestId, retryAfter }: RegistryProblem): Trouble {
  return {
    kind: kinds.get(status) ?? 'refused',
    title,
    // The server's sentence is for programs.
    detail: status === 401 ? NEEDS_KEY : detail,
    page: code === 'unrecognized' ? '' : `errors/${code}.html`,
    requestId: requestId ?? '',
    retryAfter,
  };
}

function silenceTrouble({ timedOut }: RegistryUnreachable, isOnline: boolean): Trouble {
  if (!isOnline)
    return {
      ...nothing,
      kind: 'offline',
      title: 'You are offline',
      detail: 'What is shown stays; try again when this machine has a network.',
    };
  return {
    ...nothing,
    kind: 'unreachable',
    title: timedOut ? 'The registry took too long' : 'The registry does not answer',
    detail:
      'Is it running, and may this page ask it? A registry on another host has to list the address of this site in CORS_ORIGINS.',
  };
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
