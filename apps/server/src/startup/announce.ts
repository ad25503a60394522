import type { Config } from '../config.js';
import type { Logger } from '../observe/logs.js';

/** What an operator needs to know of a server that has started. */
export interface Started {
  /** How this machine reaches the server, without a slash at its end. */
  url: string;
  /** Where the data lies; null where it is in memory. */
  place: string | null;
  /** Whether the encryption keys are in the file beside it. */
  keyFile: string | null;
  /** The organization that may be read without a credential; null where none may. */
  anonymousOrganization: string | null;
  /** The first admin key, if this start made one. */
  firstKey: string | null;
}

type ShownConfig = Pick<Config, 'shown' | 'anonymousOrganization'>;

/**
 * Says each setting that is not the default and where it came from; secrets are never shown. What opens the registry is
 * said in words.
 */
export function logSettings(log: Logger, { shown, anonymousOrganization }: ShownConfig): void {
  for (const { name, value, from } of shown) log.info({ setting: name, value, from }, 'setting');
  if (anonymousOrganization === null) return;
  log.info(
    { organization: anonymousOrganization },
    'models of this organization may be read without a credential',
  );
}

const name = 'acme/gpt-4o-mini-support';
const created = { model_name: name, base_model_name: 'gpt-4o-mini', input_cost: 0.12, output_cost: 0.48 };
const replaced = { base_model_name: 'gpt-4o-mini', input_cost: 0.1 };

/** A command that works as it is pasted. */
function command(method: string, url: string, key: string, body: object): string {
  return [
    `    curl -X ${method} ${url} \\`,
    `      -H 'Authorization: Bearer ${key}' \\`,
    "      -H 'Content-Type: application/json' \\",
    `      -d '${JSON.stringify(body)}'`,
  ].join('\n');
}

function firstKeyText(url: string, key: string): string[] {
  return [
    '  The admin key of organization "default". It is shown only this once, so keep it:',
    '',
    `    ${key}`,
    '',
    '  Your own model on a shipped one, with prices of its own (paste this):',
    '',
    command('POST', `${url}/api/models`, key, created),
    '',
    '  And replaced by one with another input price, everything else inherited:',
    '',
    command('PUT', `${url}/api/models/${name}`, key, replaced),
    '',
  ];
}

/** What `npm start` prints when the server is ready. */
export function welcomeText({ url, place, keyFile, anonymousOrganization: open, firstKey }: Started): string {
  const data = place ?? 'in memory, gone when the server stops';
  return [
    '',
    `  LLM Registry is ready at ${url}`,
    '',
    `  Documentation  ${url}/docs/`,
    `  Data           ${data}`,
    ...(keyFile === null ? [] : [`  Secrets' key   ${keyFile} (back up both)`]),
    ...(open === null
      ? []
      : [`  Open to all    models of organization "${open}", to read without a credential`]),
    '',
    ...(firstKey === null ? [] : firstKeyText(url, firstKey)),
    '',
  ].join('\n');
}
