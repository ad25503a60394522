import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { pinned } from './refresh-scalar.mjs';

const generated = new URL('src/generated/', import.meta.url);
const bundle = readFileSync(new URL('scalar.js', generated));
const facts = JSON.parse(readFileSync(new URL('scalar.json', generated), 'utf8'));

it('the committed bundle is byte for byte what the refresh wrote', () => {
  expect(createHash('sha256').update(bundle).digest('hex')).toBe(facts.sha256);
});

it('the committed bundle is of the pinned version, and its banner says how it was made', () => {
  expect(facts).toMatchObject(pinned);
  const banner = bundle.toString('utf8', 0, 200);
  expect(banner).toContain(`@scalar/api-reference ${pinned.version} (MIT License`);
  expect(banner).toContain('Written by "node apps/docs/refresh-scalar.mjs". Do not edit.');
});

it('the notices of what is inside the bundle are beside it', () => {
  const notices = readFileSync(new URL('scalar.notices.txt', generated), 'utf8');
  expect(notices).toContain(`@scalar/api-reference ${pinned.version}`);
  expect(notices).toMatch(/^vue \d+\.\d+\.\d+ \(MIT\)$/m);
});

it('the third-party notices name the bundle at the pinned version', () => {
  const notices = readFileSync(new URL('../../THIRD_PARTY_NOTICES', import.meta.url), 'utf8');
  expect(notices).toContain(`@scalar/api-reference ${pinned.version}`);
});
