import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { assertIntegrity, tarballName } from './download.js';
import { MODEL_SOURCE, PRICE_SOURCE } from './sources.js';

const bytes = Buffer.from('a tarball');
const integrity = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;

describe('a download', () => {
  it('passes when its digest is the pinned one', () => {
    expect(() => assertIntegrity({ name: 'a', version: '1.0.0', integrity }, bytes)).not.toThrow();
  });

  it('is refused when it is not', () => {
    const other = Buffer.from('another tarball');
    expect(() => assertIntegrity({ name: 'a', version: '1.0.0', integrity }, other)).toThrow('is pinned');
  });

  it('is found under the name npm gives it', () => {
    expect(tarballName({ name: '@acme/data', version: '1.2.3', integrity })).toBe('acme-data-1.2.3.tgz');
  });
});

it.each([MODEL_SOURCE, PRICE_SOURCE])(
  'the notices name $name at the version that is pinned',
  ({ name, version }) => {
    const notices = readFileSync(new URL('../../../../THIRD_PARTY_NOTICES', import.meta.url), 'utf8');
    expect(notices).toContain(`${name} ${version}`);
  },
);
