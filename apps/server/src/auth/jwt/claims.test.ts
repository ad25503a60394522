import type { JWTPayload } from 'jose';
import { describe, expect, it } from 'vitest';
import { principalOf } from './claims.js';
import type { JwtSettings } from './settings.js';

/** Who a verified token with these claims is, beside acceptable ones. */
function principal(more: JWTPayload, settings: Partial<JwtSettings> = {}) {
  const claims = { sub: 'user-1', org_id: 'acme', role: 'editor', ...more };
  return principalOf(claims, 1_800_000_000, { organizationClaim: 'org_id', roleClaim: 'role', ...settings });
}

describe('the organization', () => {
  it('comes from the configured claim, in which dots walk into objects', () => {
    const nested = { app: { metadata: { org: 'globex' } } };
    expect(principal(nested, { organizationClaim: 'app.metadata.org' })).toMatchObject({
      organization: 'globex',
    });
  });

  it('may come from a claim whose whole name has dots', () => {
    const url = 'https://example.com/org';
    expect(principal({ [url]: 'globex' }, { organizationClaim: url })).toMatchObject({
      organization: 'globex',
    });
  });

  it('may be 255 code points of any script', () => {
    const name = '𝒢'.repeat(255);
    expect(principal({ org_id: name }).organization).toBe(name);
  });

  it.each([
    ['missing', undefined],
    ['null', null],
    ['a number', 7],
    ['a list', ['acme']],
    ['an object', { name: 'acme' }],
    ['empty', ''],
    ['longer than 255 code points', 'x'.repeat(256)],
    ['with a control character', 'ac\u0000me'],
    ['with a line break', 'acme\n'],
    ['with a control character of Latin-1', 'ac\u0085me'],
    ['with half a character', 'acme\ud800'],
  ])('is refused when it is %s', (_what, org_id) => {
    expect(() => principal({ org_id })).toThrow(/unauthenticated: The claim "org_id"/);
  });

  it.each(['constructor.name', '__proto__.org', 'toString', 'org_id.length', 'list.0', 'org_id.'])(
    'is not found where %j leads',
    (organizationClaim) => {
      expect(() => principal({ list: ['acme'] }, { organizationClaim })).toThrow(/unauthenticated/);
    },
  );
});

describe('the role', () => {
  const roleOf = (more: JWTPayload, settings: Partial<JwtSettings> = {}) => principal(more, settings).role;

  it.each(['viewer', 'editor', 'admin'])('is the claim where it says %s', (role) => {
    expect(roleOf({ role })).toBe(role);
  });

  it.each([
    ['owner'],
    ['public'],
    ['ADMIN'],
    [''],
    [null],
    [undefined],
    [[]],
    [[['admin']]],
    [{ admin: true }],
    [1],
  ])('is viewer where it says %j', (role) => {
    expect(roleOf({ role })).toBe('viewer');
  });

  it('is the greatest of a list, whatever else is in it', () => {
    expect(roleOf({ role: ['offline_access', 'admin', 'editor'] })).toBe('admin');
    expect(roleOf({ role: ['editor', 'viewer', 7, null] })).toBe('editor');
    expect(roleOf({ role: ['offline_access'] })).toBe('viewer');
  });

  it('comes from the configured claim', () => {
    expect(roleOf({ access: { level: 'admin' } }, { roleClaim: 'access.level' })).toBe('admin');
  });
});
