import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const headers = JSON.parse(readFileSync(new URL('../headers.json', import.meta.url), 'utf8'));

/** The sources of each directive of the policy. */
const policy = Object.fromEntries(
  String(headers['Content-Security-Policy'])
    .split(';')
    .map((directive) => directive.trim().split(' '))
    .map(([name = '', ...sources]) => [name, sources]),
);

it('pages run scripts of the site alone, and none that is made of text', () => {
  expect(policy['script-src']).toEqual(["'self'"]);
});

it('pages take from no other host, and give to none', () => {
  const { 'style-src': styles, 'img-src': images, ...others } = policy;
  expect(styles).toEqual(["'self'", "'unsafe-inline'"]);
  expect(images).toEqual(["'self'", 'data:']);
  expect(new Set(Object.values(others).flat())).toEqual(new Set(["'self'", "'none'"]));
});

it('pages leave nothing open that the policy does not name, and stand in no frame', () => {
  expect(policy).toMatchObject({
    'default-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'none'"],
    'frame-ancestors': ["'none'"],
  });
});
