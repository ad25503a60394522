import type { JwtSettings } from './auth/jwt/settings.js';
import { ConfigError, checkedSettings } from './config/check.js';
import { type GivenSettings, givenSettings, type Origin, readEnvFile, shownValue } from './config/given.js';
import { jwtSettings } from './config/jwt.js';
import type { TrustProxy } from './config/network.js';
import { factsOf, type SettingName, type Settings } from './config/settings.js';
import type { LogOptions } from './observe/logs.js';
import type { Keyring } from './secrets/keyring.js';
import type { Secret } from './secrets/secret.js';

export { ConfigError } from './config/check.js';
export { settingsTable } from './config/settings.js';

/** A setting that is not the default, as it may be shown to anyone. */
export interface ShownSetting {
  readonly name: SettingName;
  readonly value: string;
  readonly from: Origin;
}

/** Everything the server takes from its environment, checked. */
export interface Config {
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** The database as messages may name it. */
  readonly shownDatabaseUrl: string;
  /** How many connections to a database server may be open at once. */
  readonly databasePoolSize: number;
  readonly adminApiKey: Secret | null;
  /** Null: the key beside the database file is used, and made if it is missing. */
  readonly keyring: Keyring | null;
  /** The organization that may be read without a credential. Null: none. */
  readonly anonymousOrganization: string | null;
  /** Null: API keys only. */
  readonly jwt: Readonly<JwtSettings> | null;
  /** Without a slash at its end. Null: as the request says. */
  readonly publicUrl: string | null;
  readonly trustProxy: TrustProxy;
  readonly corsOrigins: readonly string[];
  /** 0 is no limit. */
  readonly rateLimitPerMinute: number;
  readonly anonymousRateLimitPerMinute: number;
  readonly changesRetentionDays: number;
  readonly log: Readonly<LogOptions>;
  readonly shutdownDelaySeconds: number;
  readonly shutdownTimeoutSeconds: number;
  /** Null: metrics are served on the main port. */
  readonly metricsPort: number | null;
  /** Every setting that is not the default, for the start to print. */
  readonly shown: readonly ShownSetting[];
}

/** What is read, and what may be replaced in tests. */
export interface ConfigSources {
  environment: Readonly<Record<string, string | undefined>>;
  /** The folder in which a `.env` file may be. */
  folder: string;
  /** Whether standard output is a terminal. */
  terminal: boolean;
}

function shownSettings(given: GivenSettings): readonly ShownSetting[] {
  return [...given]
    .filter(([name, { text }]) => text !== factsOf(name).default)
    .map(([name, { text, from }]) => ({ name, value: shownValue(name, text), from }));
}

function logOptions(
  settings: Settings,
  { terminal, environment: variables }: ConfigSources,
): Readonly<LogOptions> {
  const format = settings.LOG_FORMAT ?? (terminal ? 'pretty' : 'json');
  // https://no-color.org: any value but an empty one.
  return Object.freeze({ level: settings.LOG_LEVEL, format, color: terminal && !variables['NO_COLOR'] });
}

function envFileOf(folder: string): Readonly<Record<string, string | undefined>> {
  try {
    return readEnvFile(folder);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new ConfigError(`The file .env cannot be read: ${why}. Make it readable, or remove it.`);
  }
}

/** The process's own environment, working directory and standard output. */
const processSources = (): ConfigSources => ({
  environment: process.env,
  folder: process.cwd(),
  terminal: process.stdout.isTTY === true,
});

/**
 * Reads the configuration from the environment and, for what is not set there, from a `.env` file in the working
 * directory. A variable that is set to nothing counts as unset.
 * @throws ConfigError with one message that lists everything wrong
 */
export function readConfig(sources: ConfigSources = processSources()): Config {
  const given = givenSettings(sources.environment, envFileOf(sources.folder));
  const settings = checkedSettings(given);
  return Object.freeze({
    host: settings.HOST,
    port: settings.PORT,
    databaseUrl: settings.DATABASE_URL,
    shownDatabaseUrl: shownValue('DATABASE_URL', settings.DATABASE_URL),
    databasePoolSize: settings.DATABASE_POOL_SIZE,
    adminApiKey: settings.ADMIN_API_KEY ?? null,
    keyring: settings.ENCRYPTION_KEYS ?? null,
    anonymousOrganization: settings.ANONYMOUS_ORGANIZATION ?? null,
    jwt: jwtSettings(settings),
    publicUrl: settings.PUBLIC_URL ?? null,
    trustProxy: settings.TRUST_PROXY,
    corsOrigins: Object.freeze(settings.CORS_ORIGINS ?? []),
    rateLimitPerMinute: settings.RATE_LIMIT_PER_MINUTE,
    anonymousRateLimitPerMinute: settings.ANONYMOUS_RATE_LIMIT_PER_MINUTE,
    changesRetentionDays: settings.CHANGES_RETENTION_DAYS,
    log: logOptions(settings, sources),
    shutdownDelaySeconds: settings.SHUTDOWN_DELAY_SECONDS,
    shutdownTimeoutSeconds: settings.SHUTDOWN_TIMEOUT_SECONDS,
    metricsPort: settings.METRICS_PORT ?? null,
    shown: Object.freeze(shownSettings(given)),
  });
}
