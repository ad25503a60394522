import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareCodePoints } from './code-points.js';

it('text is ordered as its UTF-8 is', () => {
  const text = fc.string({ unit: 'binary', maxLength: 4 });
  const sign = (order: number) => Math.sign(order) + 0;
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(sign(compareCodePoints(one, other))).toBe(
        sign(Buffer.compare(Buffer.from(one), Buffer.from(other))),
      );
    }),
    {
      examples: [
        ['\u{1F600}', '\uFF5E'],
        ['a', 'ab'],
        ['', ''],
      ],
    },
  );
});
