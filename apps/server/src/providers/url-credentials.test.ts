import { describe, expect, it } from 'vitest';
import { baseUrlHasUser, isUrlWithUser } from './url-credentials.js';

describe('a URL with a user or password', () => {
  it.each([
    'https://user:pass@host/v1',
    'https://user@host',
    'https://:pass@host',
    'HTTPS://user:pass@host',
    'https:user:pass@host',
    'https:/\\user:pass@host',
    'https:\\\\user:pass@host',
    '  https://user:pass@host',
    'ht\ntps://us\ter:pass@host',
    'postgres://user:pass@host/db',
    'https://{region}:pass@host',
    'https://a:b@[::1]:80/',
  ])('is found in %j', (text) => {
    expect([isUrlWithUser(text), baseUrlHasUser(text)]).toEqual([true, true]);
  });

  it.each([
    'https://host/v1/accounts/bob@example.com',
    'https://host?user=bob@example.com',
    'https://host#a@b',
    'https://host\\@x',
    'https://host:443/',
    'host:443/v1',
    '{endpoint}/v1',
    '',
  ])('is not found in %j', (text) => {
    expect([isUrlWithUser(text), baseUrlHasUser(text)]).toEqual([false, false]);
  });

  it.each(['user:pass@host/v1', '//user:pass@host', 'bob@example.com'])(
    'is found in %j where a base URL is meant, else it may be an address',
    (text) => {
      expect([isUrlWithUser(text), baseUrlHasUser(text)]).toEqual([false, true]);
    },
  );
});
