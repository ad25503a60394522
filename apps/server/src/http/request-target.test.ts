import { describe, expect, it } from 'vitest';
import { originForm } from './request-target.js';

describe('the path and query of a request', () => {
  it.each([
    ['/api/models/a%23b?page=2', '/api/models/a%23b?page=2'],
    ['http://registry.example/api/me?x=http://y', '/api/me?x=http://y'],
    ['HTTPS://registry.example:8443/api/models/http://a', '/api/models/http://a'],
    ['http://registry.example', '/'],
    ['http://registry.example?page=2', '/?page=2'],
    ['/api/models/http://a', '/api/models/http://a'],
    ['*', '*'],
  ])('of %s is %s', (target, path) => {
    expect(originForm(target)).toBe(path);
  });

  it.each(['/api/models/100%', '/api/models/%zz', '/api/models/%C3%28', '/%', '/docs/%ff'])(
    'refuses %s, which does not decode',
    (target) => {
      expect(() => originForm(target)).toThrow('malformed_url');
    },
  );

  it('refuses a raw #, behind which the rest of a name would be lost', () => {
    expect(() => originForm('/api/models/a#b')).toThrow('malformed_url');
  });
});
