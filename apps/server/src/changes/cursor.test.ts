import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCursor, encodeCursor } from './cursor.js';

describe('a cursor', () => {
  it('says what it was made of, in characters of a URL', () => {
    const cursor = fc.record({
      view: fc.uuid(),
      revision: fc.maxSafeNat(),
      name: fc.option(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })),
    });
    fc.assert(
      fc.property(cursor, (given) => {
        const text = encodeCursor(given);
        expect(text).toMatch(/^[\w-]+$/);
        expect(decodeCursor(text)).toEqual(given);
      }),
    );
  });

  it.each([
    ['text of no JSON', 'abc'],
    ['a list', '[]'],
    ['another member', '{"v":"x","r":1,"x":1}'],
    ['no view', '{"r":1}'],
    ['a fraction', '{"v":"x","r":1.5}'],
    ['a negative revision', '{"v":"x","r":-1}'],
    ['a name that no database keeps', '{"v":"x","r":1,"n":"a\\u0000"}'],
    ['half of a character', '{"v":"x","r":1,"n":"\\ud800"}'],
  ])('is refused that holds %s', (_what, content) => {
    const text = Buffer.from(content).toString('base64url');
    expect(() => decodeCursor(text)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));
  });
});
