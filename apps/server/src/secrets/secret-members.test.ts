import { describe, expect, it } from 'vitest';
import { isSecret, namesBaseUrl, type Zone, zoneBelow } from './secret-members.js';

const zoneOf = (...path: (string | number)[]): Zone =>
  path.reduce<Zone>((zone, step) => zoneBelow(zone, step), 'open');
const secretAt = (value: string | number | boolean | null, ...path: (string | number)[]) =>
  isSecret(zoneOf(...path), value);

describe('a string is a secret', () => {
  it.each([
    'api_key',
    'api_keys',
    'apiKey',
    'apiKeys',
    'APIKey',
    'APIKEY',
    'APIKEYS',
    'apikey',
    'ApiKey',
    'X-Api-Key',
    'x-api-key',
    'key',
    'Key',
    'KEYS',
    'access_token',
    'accessToken',
    'accessTokens',
    'AccessTOKEN',
    'TOKEN',
    'max_tokens',
    'client_secret',
    'clientSecret',
    'SECRETS',
    'db-password',
    'dbPassword',
    'PASSWORDS',
    'passwd',
    'userPasswd',
    'credential',
    'google_application_credentials',
    'Authorization',
    'proxy-authorization',
    'api.key',
    'api key',
    'key2',
    'token_3',
    'aws_secret_access_key',
    'AWSSecretAccessKey',
    'secretKEYs',
    '🔑key',
    'public_key',
  ])('below a member named %s', (name) => {
    expect(secretAt('x', name)).toBe(true);
  });

  it.each([
    'base_url',
    'timeout',
    'monkey',
    'keyboard',
    'tokenizer',
    'secretary',
    'author',
    'authorize',
    'region',
    'compassion',
    'hotkeys1x',
    '__proto__',
    'constructor',
    '',
    '_',
    '-',
    'headers_policy',
    'header',
    'credentialing',
  ])('but not below one named %s', (name) => {
    expect(secretAt('x', name)).toBe(false);
  });

  it('at any depth below such a member, through arrays and objects', () => {
    expect(secretAt('x', 'keys', 0)).toBe(true);
    expect(secretAt('x', 'auth', 'token', 'parts', 1, 'value')).toBe(true);
    expect(secretAt('x', 'list', 3, 'password')).toBe(true);
    expect(secretAt('x', 'auth', 'user')).toBe(false);
  });

  it('and a number or flag there is none', () => {
    expect(secretAt(100, 'max_tokens')).toBe(false);
    expect(secretAt(true, 'api_key')).toBe(false);
    expect(secretAt(null, 'api_key')).toBe(false);
  });
});

describe('below headers', () => {
  it.each(['x', 5, true, null])('every value is a secret: %s', (value) => {
    expect(secretAt(value, 'headers', 'X-Team')).toBe(true);
    expect(secretAt(value, 'headers', 'X-Team', 0, 'deep')).toBe(true);
    expect(secretAt(value, 'client', 'headers', 'X-Team')).toBe(true);
    expect(secretAt(value, 'key', 'headers', 'X-Team')).toBe(true);
  });

  it.each(['Headers', 'HEADERS', 'extra_headers', 'default-headers', 'defaultHeaders', 'headers2'])(
    'and so below %s',
    (name) => {
      expect(secretAt(5, name, 'X-Team')).toBe(true);
    },
  );

  it('headers that are one string are a secret, a switch of that name is none', () => {
    expect(secretAt('Authorization: Bearer x', 'headers')).toBe(true);
    expect(secretAt(false, 'forward_headers')).toBe(false);
  });
});

describe('the base URL', () => {
  it.each(['base_url', 'baseUrl', 'baseURL', 'BASE_URL', 'base-url', 'baseurl', 'openai_base_url'])(
    'is in %s',
    (name) => {
      expect(namesBaseUrl(name)).toBe(true);
    },
  );

  it.each(['url', 'base', 'database_url', 'base_urls'])('is not in %s', (name) => {
    expect(namesBaseUrl(name)).toBe(false);
  });
});
