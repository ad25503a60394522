import { isPostgres } from './database-url.js';
import { type GivenSettings, shownValue } from './given.js';
import { type Fault, jwtFaults } from './jwt.js';
import { environment, factsOf, type Settings, settingNames } from './settings.js';

/** The configuration cannot be used; the message lists everything that is wrong with it, and holds no secret. */
export class ConfigError extends Error {}

function portFaults(given: GivenSettings): Fault[] {
  const main = given.get('PORT')?.text ?? factsOf('PORT').default;
  const metrics = given.get('METRICS_PORT')?.text;
  if (Number(metrics) !== Number(main) || Number(main) === 0) return [];
  return [{ name: 'METRICS_PORT', detail: 'must differ from PORT, or be unset to serve /metrics there.' }];
}

/** Servers that share a database share the keys to its secrets, so none of them may make one of its own. */
function encryptionFaults(given: GivenSettings): Fault[] {
  const url = given.get('DATABASE_URL')?.text ?? '';
  if (!isPostgres(url) || given.has('ENCRYPTION_KEYS')) return [];
  const detail =
    'must be set with PostgreSQL, to the same keys on every server: "openssl rand -base64 32" makes one.';
  return [{ name: 'ENCRYPTION_KEYS', detail }];
}

/** `PORT ("80x" in .env) must be …` */
function sentenceOf(fault: Fault, given: GivenSettings): string {
  if ('sentence' in fault) return fault.sentence;
  const { name, detail } = fault;
  const found = given.get(name);
  if (found === undefined) return `${name} ${detail}`;
  const value = factsOf(name).display === 'hidden' ? '' : `${JSON.stringify(shownValue(name, found.text))} `;
  return `${name} (${value}in ${found.from === '.env' ? '.env' : 'the environment'}) ${detail}`;
}

function refusal(faults: readonly Fault[], given: GivenSettings): ConfigError {
  const inOrder = settingNames.flatMap((name) => faults.filter((fault) => fault.name === name));
  const lines = inOrder.map((fault) => `  - ${sentenceOf(fault, given)}`);
  return new ConfigError(
    ['The configuration cannot be used. Correct this and start again:', ...lines].join('\n'),
  );
}

/**
 * Reads what is given, and checks everything before it complains.
 * @throws ConfigError with one message that lists all that is wrong
 */
export function checkedSettings(given: GivenSettings): Settings {
  const texts = Object.fromEntries([...given].map(([name, { text }]) => [name, text]));
  const parsed = environment.safeParse(texts);
  const ownFaults =
    parsed.error?.issues.map(({ path, message }) => ({ path: path[0], detail: message })) ?? [];
  const faults: Fault[] = [
    ...settingNames.flatMap((name) =>
      ownFaults.filter(({ path }) => path === name).map((own) => ({ name, ...own })),
    ),
    ...jwtFaults(given),
    ...portFaults(given),
    ...encryptionFaults(given),
  ];
  if (faults.length > 0 || !parsed.success) throw refusal(faults, given);
  return parsed.data;
}
