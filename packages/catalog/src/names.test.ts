import { describe, expect, it } from 'vitest';
import { isDisplayName, isModelName, isProviderId } from './names.js';

describe('isModelName', () => {
  it.each(['gpt-4o', 'a/b/c', '~x', '@cf/x', 'm:free', 'm@default', 'ünï', 'a b', 'x'.repeat(255)])(
    'takes %j',
    (name) => expect(isModelName(name)).toBe(true),
  );

  it.each([
    '',
    ' a',
    'a ',
    '/a',
    'a/',
    'a//b',
    '.',
    'a/../b',
    'a/.',
    'a\nb',
    '\ud800',
    'list',
    'x'.repeat(256),
  ])('refuses %j', (name) => expect(isModelName(name)).toBe(false));

  it('counts code points, not code units', () => expect(isModelName('😀'.repeat(255))).toBe(true));
});

describe('isProviderId', () => {
  it.each(['openai', 'vertex_ai', 'A.b-1'])('takes %j', (id) => expect(isProviderId(id)).toBe(true));
  it.each(['', 'a/b', 'a b', 'é', 'x'.repeat(101), 7])('refuses %j', (id) =>
    expect(isProviderId(id)).toBe(false),
  );
});

describe('isDisplayName', () => {
  it.each(['GPT-4o', 'A / B'])('takes %j', (name) => expect(isDisplayName(name)).toBe(true));
  it.each(['', ' ', 'a\t', 'x'.repeat(256)])('refuses %j', (name) => expect(isDisplayName(name)).toBe(false));
});
