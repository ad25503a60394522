import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Config, ConfigError, readConfig, settingsTable } from './config.js';
import { Secret } from './secrets/secret.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'registry-config-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

type Variables = Record<string, string | undefined>;

const read = (environment: Variables = {}, terminal = false): Config =>
  readConfig({ environment, folder, terminal });

function complaint(environment: Variables): string {
  try {
    read(environment);
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
  return 'nothing to complain about';
}

const pemOf = (key: ReturnType<typeof generateKeyPairSync>['publicKey']) =>
  key.export({ type: 'spki', format: 'pem' }).toString();
const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const privatePem = rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
const identity = { JWT_ISSUER: 'https://id.example.com', JWT_AUDIENCE: 'registry' };
const secret = 'a secret of thirty-two bytes, and more';

describe('without any variable', () => {
  it('serves on 127.0.0.1:4080 from SQLite in ./data, with API keys only', () => {
    expect(read()).toMatchObject({
      host: '127.0.0.1',
      port: 4080,
      databaseUrl: 'sqlite:./data/llm-registry.db',
      databasePoolSize: 10,
      adminApiKey: null,
      anonymousOrganization: null,
      keyring: null,
      jwt: null,
      publicUrl: null,
      trustProxy: false,
      corsOrigins: [],
      rateLimitPerMinute: 60_000,
      anonymousRateLimitPerMinute: 600,
      shutdownDelaySeconds: 0,
      shutdownTimeoutSeconds: 10,
      metricsPort: null,
      shown: [],
    });
  });

  it('logs readable lines on a terminal and JSON elsewhere', () => {
    expect(read({}, true).log).toEqual({ level: 'info', format: 'pretty', color: true });
    expect(read({}, false).log).toEqual({ level: 'info', format: 'json', color: false });
    expect(read({ NO_COLOR: '1' }, true).log.color).toBe(false);
  });

  it('cannot be changed afterwards', () => {
    const config = read({ JWT_SECRET: secret, ...identity });
    for (const part of [
      config,
      config.log,
      config.jwt,
      config.jwt?.source,
      config.corsOrigins,
      config.shown,
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });
});

describe('good values', () => {
  it('are read as what they mean', () => {
    const config = read({
      HOST: '::',
      PORT: '0',
      DATABASE_URL: 'sqlite::memory:',
      PUBLIC_URL: 'https://example.com/registry/',
      ANONYMOUS_ORGANIZATION: 'Grün & Söhne',
      TRUST_PROXY: '2',
      CORS_ORIGINS: 'https://a.example.com, http://localhost:5173',
      RATE_LIMIT_PER_MINUTE: '0',
      LOG_LEVEL: 'debug',
      LOG_FORMAT: 'json',
      SHUTDOWN_DELAY_SECONDS: '0.5',
      METRICS_PORT: '9090',
    });
    expect(config).toMatchObject({
      host: '::',
      port: 0,
      databaseUrl: 'sqlite::memory:',
      publicUrl: 'https://example.com/registry',
      anonymousOrganization: 'Grün & Söhne',
      trustProxy: 2,
      corsOrigins: ['https://a.example.com', 'http://localhost:5173'],
      rateLimitPerMinute: 0,
      log: { level: 'debug', format: 'json' },
      shutdownDelaySeconds: 0.5,
      metricsPort: 9090,
    });
  });

  it.each([
    ['off', false],
    ['0', false],
    ['1', 1],
    ['loopback, 10.0.0.0/8,fd00::/8', 'loopback,10.0.0.0/8,fd00::/8'],
  ])('TRUST_PROXY=%s', (text, value) => {
    expect(read({ TRUST_PROXY: text }).trustProxy).toEqual(value);
  });

  it('keeps encryption keys in their order: the first encrypts, all decrypt', () => {
    const [first, second] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
    const before = read({ ENCRYPTION_KEYS: second }).keyring;
    const after = read({ ENCRYPTION_KEYS: `${first}, ${second}` }).keyring;
    expect(after?.decrypt(before?.encrypt(new Secret('kept'), '') ?? '', '')?.reveal()).toBe('kept');
    expect(after?.firstId).toBe(read({ ENCRYPTION_KEYS: first }).keyring?.firstId);
  });

  it('takes an empty variable for an unset one', () => {
    expect(read({ PORT: '', LOG_FORMAT: '', ADMIN_API_KEY: '' })).toMatchObject({
      port: 4080,
      adminApiKey: null,
    });
  });
});

describe('bad values', () => {
  it.each([
    ['HOST', '127.0.0.1:4080', 'the port goes into PORT'],
    ['HOST', 'http://localhost', 'must be an IP address or a host name'],
    ['PORT', '80x', 'must be a whole number from 0 to 65535'],
    ['PORT', '65536', 'must be a whole number from 0 to 65535'],
    ['PORT', '-1', 'must be a whole number from 0 to 65535'],
    ['PORT', '1e3', 'must be a whole number from 0 to 65535'],
    ['DATABASE_URL', './data.db', 'must be sqlite:<path>'],
    ['DATABASE_URL', 'sqlite:', 'must be sqlite:<path>'],
    ['DATABASE_URL', 'sqlite://data.db', 'without //'],
    ['DATABASE_URL', 'sqlite:./data/', 'must name a file'],
    ['DATABASE_URL', 'sqlite:./data.db?mode=ro', 'must be a path only'],
    ['ADMIN_API_KEY', 'short', 'must have 32 characters or more'],
    ['ADMIN_API_KEY', `${'x'.repeat(40)} y`, 'no spaces'],
    ['ADMIN_API_KEY', 'ü'.repeat(40), 'visible ASCII'],
    ['ANONYMOUS_ORGANIZATION', 'x'.repeat(256), 'must have 1 to 255 characters'],
    ['ANONYMOUS_ORGANIZATION', 'ac\tme', 'may not hold control characters'],
    ['ENCRYPTION_KEYS', 'bm90IGVub3VnaA==', 'key 1 is not base64 of 32 bytes'],
    [
      'ENCRYPTION_KEYS',
      `${randomBytes(32).toString('base64')},${'!'.repeat(44)}`,
      'key 2 is not base64 of 32 bytes',
    ],
    ['ENCRYPTION_KEYS', `${randomBytes(32).toString('base64')},`, 'without an empty element'],
    ['PUBLIC_URL', 'registry.example.com', 'must be an absolute http or https URL'],
    ['PUBLIC_URL', 'ftp://example.com', 'must be an absolute http or https URL'],
    ['PUBLIC_URL', 'https://example.com/?a=b', 'must not hold a query or a fragment'],
    ['PUBLIC_URL', 'https://me:hunter2@example.com', 'must not hold a user or a password'],
    ['TRUST_PROXY', 'true', 'must be the number of proxies'],
    ['TRUST_PROXY', '10.0.0.0/33', 'must be the number of proxies'],
    ['TRUST_PROXY', '-1', 'must be the number of proxies'],
    ['CORS_ORIGINS', '*', 'exact origins'],
    ['CORS_ORIGINS', 'null', 'exact origins'],
    ['CORS_ORIGINS', 'https://example.com/', 'exact origins'],
    ['CORS_ORIGINS', 'https://example.com,,', 'without an empty element'],
    ['RATE_LIMIT_PER_MINUTE', 'many', 'must be a whole number from 0'],
    ['ANONYMOUS_RATE_LIMIT_PER_MINUTE', '1.5', 'must be a whole number from 0'],
    ['LOG_LEVEL', 'verbose', 'must be one of fatal, error, warn, info, debug, trace, silent'],
    ['LOG_FORMAT', 'text', 'must be one of json, pretty'],
    ['SHUTDOWN_DELAY_SECONDS', '5s', 'must be a number of seconds from 0 to 3600'],
    ['SHUTDOWN_TIMEOUT_SECONDS', '-1', 'must be a number of seconds from 0 to 3600'],
    ['METRICS_PORT', '99999', 'must be a whole number from 0 to 65535'],
    ['METRICS_PORT', '4080', 'must differ from PORT'],
  ])('%s=%s is refused', (name, value, why) => {
    const message = complaint({ [name]: value });
    expect(message).toContain(`- ${name} (`);
    expect(message).toContain(why);
    expect(message.split('\n')).toHaveLength(2);
  });

  it.each([
    ['postgres://db', 'must name a database'],
    ['postgres://user:p@ss@db/registry', 'percent-encoded'],
    ['postgres://db:port/registry', 'must be like postgres://'],
    ['postgresql://db/registry?sslmode=prefer', 'as its sslmode'],
  ])('DATABASE_URL=%s is refused', (url, why) => {
    const message = complaint({ DATABASE_URL: url, ENCRYPTION_KEYS: randomBytes(32).toString('base64') });
    expect(message).toContain('- DATABASE_URL (');
    expect(message).toContain(why);
    expect(message.split('\n')).toHaveLength(2);
  });

  it('are all listed in one message, in the order of the documentation', () => {
    const message = complaint({ LOG_LEVEL: 'loud', PORT: 'x', JWT_SECRET: 'short', TRUST_PROXY: 'everyone' });
    const named = message
      .split('\n')
      .slice(1)
      .map((line) => /- (\w+)/.exec(line)?.[1]);
    expect(named).toEqual(['PORT', 'JWT_SECRET', 'JWT_ISSUER', 'JWT_AUDIENCE', 'TRUST_PROXY', 'LOG_LEVEL']);
  });

  it('show what was set and where, so that it can be found', () => {
    writeFileSync(join(folder, '.env'), 'LOG_LEVEL=loud\n');
    const message = complaint({ PORT: '80x' });
    expect(message).toContain('PORT ("80x" in the environment)');
    expect(message).toContain('LOG_LEVEL ("loud" in .env)');
  });
});

describe('JWT', () => {
  it('is off without a source', () => {
    expect(read().jwt).toBeNull();
  });

  it('needs an issuer and an audience with any source', () => {
    const message = complaint({ JWT_SECRET: secret });
    expect(message).toContain('JWT_ISSUER must be set, because JWT_SECRET is.');
    expect(message).toContain('JWT_AUDIENCE must be set, because JWT_SECRET is.');
  });

  it('takes one source only', () => {
    const message = complaint({
      ...identity,
      JWT_SECRET: secret,
      JWT_JWKS_URL: 'https://id.example.com/jwks',
    });
    expect(message).toContain('JWT_SECRET (in the environment) must not be set together with JWT_JWKS_URL');
  });

  it.each(['JWT_ISSUER', 'JWT_AUDIENCE', 'JWT_ORGANIZATION_CLAIM'])('refuses %s without a source', (name) => {
    expect(complaint({ [name]: 'anything' })).toContain(
      `is set without any of JWT_JWKS_URL, JWT_PUBLIC_KEY, JWT_SECRET`,
    );
  });

  it('reads claims as names and paths', () => {
    const claims = { JWT_ORGANIZATION_CLAIM: 'app.tenant', JWT_ROLE_CLAIM: 'registry_role' };
    const config = read({ ...identity, JWT_SECRET: secret, ...claims });
    expect(config.jwt).toMatchObject({ organizationClaim: 'app.tenant', roleClaim: 'registry_role' });
    expect(read({ ...identity, JWT_SECRET: secret }).jwt).toMatchObject({
      organizationClaim: 'org_id',
      roleClaim: 'role',
    });
    expect(complaint({ ...identity, JWT_SECRET: secret, JWT_ROLE_CLAIM: 'app..role' })).toContain(
      'JWT_ROLE_CLAIM',
    );
  });

  it('hands the source and the algorithms to the verifier of tokens', () => {
    const pem = pemOf(rsa.publicKey);
    expect(read({ ...identity, JWT_SECRET: secret }).jwt?.source).toEqual({ kind: 'secret', secret });
    expect(read({ ...identity, JWT_PUBLIC_KEY: pem, JWT_ALGORITHMS: 'PS256, RS512' }).jwt).toMatchObject({
      source: { kind: 'public_key', pem },
      algorithms: ['PS256', 'RS512'],
    });
    expect(read({ ...identity, JWT_JWKS_URL: 'https://id.example.com/jwks' }).jwt?.source).toEqual({
      kind: 'jwks',
      url: 'https://id.example.com/jwks',
    });
  });

  it.each([
    ['none', { JWT_SECRET: secret, JWT_ALGORITHMS: 'none' }, 'JWT_ALGORITHMS'],
    [
      'HS with a public key',
      { JWT_PUBLIC_KEY: pemOf(rsa.publicKey), JWT_ALGORITHMS: 'HS256' },
      'JWT_ALGORITHMS',
    ],
    [
      'HS with a JWKS',
      { JWT_JWKS_URL: 'https://id.example.com/jwks', JWT_ALGORITHMS: 'RS256,HS256' },
      'JWT_ALGORITHMS',
    ],
    ['RS with a secret', { JWT_SECRET: secret, JWT_ALGORITHMS: 'RS256' }, 'JWT_ALGORITHMS'],
    ['an empty element', { JWT_SECRET: secret, JWT_ALGORITHMS: 'HS256,' }, 'JWT_ALGORITHMS'],
    [
      'ES with an RSA key',
      { JWT_PUBLIC_KEY: pemOf(rsa.publicKey), JWT_ALGORITHMS: 'ES256' },
      'JWT_PUBLIC_KEY',
    ],
    ['a private key', { JWT_PUBLIC_KEY: privatePem }, 'JWT_PUBLIC_KEY'],
    ['half a key', { JWT_PUBLIC_KEY: pemOf(rsa.publicKey).slice(0, 200) }, 'JWT_PUBLIC_KEY'],
    ['a short secret', { JWT_SECRET: 'x'.repeat(31) }, 'JWT_SECRET'],
  ])('refuses %s', (_case, variables, name) => {
    expect(complaint({ ...identity, ...variables })).toContain(`  - ${name}`);
  });

  it('refuses a JWKS URL that is none', () => {
    expect(complaint({ ...identity, JWT_JWKS_URL: 'id.example.com' })).toContain(
      'must be an absolute http or https URL',
    );
  });
});

describe('the .env file', () => {
  it('is read where the environment says nothing, and the environment wins', () => {
    writeFileSync(join(folder, '.env'), '# local\nPORT=5001\nLOG_LEVEL="debug" # loud\n');
    expect(read({ PORT: '5002' })).toMatchObject({ port: 5002, log: { level: 'debug' } });
  });

  it('does not come back where the environment sets a variable to nothing', () => {
    writeFileSync(join(folder, '.env'), 'PORT=5001\n');
    expect(read({ PORT: '' }).port).toBe(4080);
  });

  it('stops the start when it cannot be read', () => {
    mkdirSync(join(folder, '.env'));
    expect(complaint({})).toMatch(/^The file \.env cannot be read: /);
  });
});

describe('what is shown', () => {
  it('is each setting that is not the default, and where it came from', () => {
    writeFileSync(join(folder, '.env'), 'LOG_LEVEL=debug\nHOST=127.0.0.1\n');
    expect(read({ PORT: '5001' }).shown).toEqual([
      { name: 'PORT', value: '5001', from: 'environment' },
      { name: 'LOG_LEVEL', value: 'debug', from: '.env' },
    ]);
  });

  const secrets = {
    ADMIN_API_KEY: 'the-admin-key-of-the-operator-0123456789',
    ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
    JWT_SECRET: secret,
  };

  it('is never a secret, and neither are the settings when they are printed', () => {
    const config = read({ ...secrets, ...identity });
    expect(config.shown.map(({ name, value }) => [name, value])).toContainEqual(['ADMIN_API_KEY', '***']);
    const { jwt: _tokens, ...rest } = config;
    const printed = JSON.stringify(config.shown) + inspect(rest, { depth: 9 }) + JSON.stringify(rest);
    for (const value of Object.values(secrets)) expect(printed).not.toContain(value);
  });

  it('is never a secret in the message about what is wrong', () => {
    const message = complaint({
      PORT: 'wrong',
      ADMIN_API_KEY: 'too-short-secret',
      ENCRYPTION_KEYS: 'not-base64-secret',
      JWT_SECRET: 'tiny-secret',
      DATABASE_URL: 'postgres://user:p@ss/w?rd-secret@db.example.com/registry?password=query-secret',
      PUBLIC_URL: 'https://user:url-secret@example.com',
    });
    expect(message).not.toMatch(/secret/);
    expect(message).toContain('postgres://***@db.example.com/registry?***');
  });

  it('says how to make the keys that servers on PostgreSQL share', () => {
    const message = complaint({ DATABASE_URL: 'postgres://user:secret@db.example.com/registry' });
    expect(message).toMatch(
      /- ENCRYPTION_KEYS must be set with PostgreSQL, .*"openssl rand -base64 32" makes one/,
    );
    expect(message).not.toContain('secret');
  });

  it('says of every setting what it means', () => {
    expect(settingsTable.map(({ name }) => name)).toContain('DATABASE_URL');
    for (const { meaning } of settingsTable) expect(meaning).toMatch(/^[A-Z].*\.$/);
  });
});
