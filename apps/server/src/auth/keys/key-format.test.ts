import { describe, expect, it } from 'vitest';
import { hashOfKey, idOfKey, matchesHash, newKey } from './key-format.js';

const newKeys = Array.from({ length: 200 }, newKey);

describe('a new key', () => {
  it('is llmr_<id>_<secret> with an id of 12 letters and digits and a secret of 256 bits', () => {
    for (const { id, key } of newKeys) {
      expect(id).toMatch(/^[A-Za-z0-9]{12}$/);
      expect(key.startsWith(`llmr_${id}_`)).toBe(true);
      const secret = key.slice(`llmr_${id}_`.length);
      expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    }
  });

  it('is never the same twice', () => {
    expect(new Set(newKeys.map(({ id }) => id)).size).toBe(newKeys.length);
    expect(new Set(newKeys.map(({ key }) => key)).size).toBe(newKeys.length);
  });

  it('is taken apart at its first two underscores, whatever the secret holds', () => {
    expect(newKeys.some(({ key }) => key.slice('llmr_'.length + 13).includes('_'))).toBe(true);
    for (const { id, key } of newKeys) expect(idOfKey(key)).toBe(id);
  });
});

describe('the id of a key', () => {
  it.each([
    '',
    'llmr_',
    'llmr_abc',
    'llmr_abc_',
    'llmr__abcdefghijklmnopqrstuvwxyz',
    'llmr_a-b_abcdefghijklmnopqrstuvwxyz',
    'LLMR_abc_abcdefghijklmnopqrstuvwxyz',
    'sk-abc_abcdefghijklmnopqrstuvwxyz',
    'llmr_abc_abcdefghijklmnopqrstuv wxyz',
    'llmr_abc_abcdefghijklmnopqrstuvwxyz\n',
  ])('is null for %j, which is no key', (text) => {
    expect(idOfKey(text)).toBeNull();
  });
});

describe('the hash of a key', () => {
  it('is the SHA-256 of the whole key', () => {
    expect(hashOfKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('matches that key only', () => {
    const stored = hashOfKey('the key');
    expect(matchesHash('the key', stored)).toBe(true);
    expect(matchesHash('the kez', stored)).toBe(false);
    expect(matchesHash('the key', null)).toBe(false);
  });
});
