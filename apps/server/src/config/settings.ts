import { z } from 'zod';
import { logFormats, logLevels } from '../observe/logs.js';
import { adminApiKey, keyring, organization } from './credentials.js';
import { databaseUrl } from './database-url.js';
import { corsOrigins, host, publicUrl, trustProxy } from './network.js';
import { httpUrl, listOf, oneOf, readText, seconds, wholeNumber } from './text.js';

/** How a value may be shown: as it is, without the password and the query of a URL, or not at all. */
export type Display = 'plain' | 'url' | 'hidden';

export interface SettingFacts {
  /** What the setting means, for the operator and the documentation. */
  meaning: string;
  /** The text that stands for an unset variable, null where unset means something of its own. */
  default: string | null;
  display: Display;
}

const facts = z.registry<SettingFacts>();

/** A setting that has a value when it is unset too. */
function preset<T>(schema: z.ZodType<T, string>, text: string, meaning: string, display: Display = 'plain') {
  return schema.prefault(text).register(facts, { meaning, default: text, display });
}

/** A setting whose absence means something of its own. */
function optional<T>(schema: z.ZodType<T, string>, meaning: string, display: Display = 'plain') {
  return schema.optional().register(facts, { meaning, default: null, display });
}

const anyText = readText((text) => text);
const jwksUrl = readText((text) => httpUrl(text, 'https://id.example.com/.well-known/jwks.json').href);
const algorithms = readText((text): readonly string[] => listOf(text));

/** The name of a claim, or a path of names. */
const claim = readText((text) => {
  if (text.split('.').every((name) => name !== '')) return text;
  throw new Error('must be the name of a claim, such as org_id, or a path with dots, such as app.org_id.');
});

const longestDelay = 3600;

/** Every variable the server reads, in the order in which they are documented. */
export const environment = z.object({
  HOST: preset(host, '127.0.0.1', 'Address to listen on.'),
  PORT: preset(wholeNumber(0, 65_535, 4080), '4080', 'Port to listen on; 0 picks a free one and prints it.'),
  DATABASE_URL: preset(
    databaseUrl,
    'sqlite:./data/llm-registry.db',
    'Where the data is: `sqlite:<path>`, `sqlite::memory:` or `postgres://<user>:<password>@<host>:5432/<database>`, with `?sslmode=verify-full` for TLS.',
    'url',
  ),
  DATABASE_POOL_SIZE: preset(
    wholeNumber(2, 1_000, 10),
    '10',
    'How many connections to PostgreSQL this server opens at most: one half writes, the other reads.',
  ),
  ADMIN_API_KEY: optional(
    adminApiKey,
    'Admin key of organization `default`: 32 or more visible ASCII characters. Only its hash is stored; a new value at the next start replaces the old one. Without it the first `npm start` makes one.',
    'hidden',
  ),
  ANONYMOUS_ORGANIZATION: optional(
    organization,
    'The organization whose models may be read without a credential; of their providers only id and name are shown then. Unset: none.',
  ),
  ENCRYPTION_KEYS: optional(
    keyring,
    'Comma-separated base64 of 32 bytes each; the first encrypts, all decrypt. Unset: one is made beside the database file, readable by its owner only. Required with PostgreSQL, where servers share them.',
    'hidden',
  ),
  JWT_JWKS_URL: optional(
    jwksUrl,
    'Where the public keys that sign JWTs are published. At most one of the three sources.',
    'url',
  ),
  JWT_PUBLIC_KEY: optional(anyText, 'The public key that signs JWTs, in SPKI PEM form.', 'hidden'),
  JWT_SECRET: optional(anyText, 'The shared secret that signs JWTs, 32 bytes or more.', 'hidden'),
  JWT_ISSUER: optional(anyText, 'Who issues the JWTs (`iss`). Required with any source.'),
  JWT_AUDIENCE: optional(anyText, 'For whom the JWTs are (`aud`). Required with any source.'),
  JWT_ALGORITHMS: optional(
    algorithms,
    'Comma-separated signature algorithms. Unset: HS256 with a secret; RS256, ES256 and EdDSA with public keys.',
  ),
  JWT_ORGANIZATION_CLAIM: preset(
    claim,
    'org_id',
    'The claim that names the organization; dots walk into objects.',
  ),
  JWT_ROLE_CLAIM: preset(
    claim,
    'role',
    'The claim that names the role, or a list of which the greatest counts; an unknown or missing one is viewer.',
  ),
  PUBLIC_URL: optional(
    publicUrl,
    'Base of absolute links behind a proxy. Unset: as the request says.',
    'url',
  ),
  TRUST_PROXY: preset(trustProxy, 'off', 'How many proxies stand in front, or their addresses.'),
  CORS_ORIGINS: optional(corsOrigins, 'Comma-separated exact origins whose pages may call. Unset: none.'),
  RATE_LIMIT_PER_MINUTE: preset(
    wholeNumber(0, 1_000_000_000, 60_000),
    '60000',
    'Requests a minute of one organization; 0 is no limit.',
  ),
  ANONYMOUS_RATE_LIMIT_PER_MINUTE: preset(
    wholeNumber(0, 1_000_000_000, 600),
    '600',
    'Requests a minute of one client address without a valid credential; 0 is no limit.',
  ),
  CHANGES_RETENTION_DAYS: preset(
    wholeNumber(1, 36_500, 30),
    '30',
    'How many days changes are kept. Whoever follows them and was away for longer starts again from a snapshot.',
  ),
  LOG_LEVEL: preset(
    oneOf(logLevels),
    'info',
    `The least severe level that is logged: ${logLevels.join(', ')}.`,
  ),
  LOG_FORMAT: optional(
    oneOf(logFormats),
    'Lines as `json` or `pretty`. Unset: `pretty` on a terminal, else `json`.',
  ),
  SHUTDOWN_DELAY_SECONDS: preset(
    seconds(longestDelay, 5),
    '0',
    'After SIGTERM or SIGINT, how long requests are still served while `/readyz` says 503 already.',
  ),
  SHUTDOWN_TIMEOUT_SECONDS: preset(
    seconds(longestDelay, 10),
    '10',
    'How long running requests may take to finish before they are cut off and the exit status is 1.',
  ),
  METRICS_PORT: optional(
    wholeNumber(0, 65_535, 9090),
    'Port that serves `/metrics` in place of PORT, on the same HOST; 0 picks a free one and prints it.',
  ),
});

export type SettingName = keyof typeof environment.shape;
export type Settings = z.output<typeof environment>;

// The keys of the object are the names; `Object.keys` does not say so.
export const settingNames = Object.keys(environment.shape) as SettingName[];

/** What is known of a setting besides how it is read. */
export function factsOf(name: SettingName): SettingFacts {
  const found = facts.get(environment.shape[name]);
  if (found === undefined) throw new Error(`The setting ${name} says nothing about itself.`);
  return found;
}

/** The table of settings, for the documentation. */
export const settingsTable = settingNames.map((name) => ({ name, ...factsOf(name) }));
