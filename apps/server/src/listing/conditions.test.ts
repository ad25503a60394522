import { describe, expect, it } from 'vitest';
import { compared, startingWith } from './conditions.js';

describe('text with a prefix', () => {
  it('is a range up to the next text of that length', () => {
    expect(startingWith('acme/')).toEqual({
      kind: 'range',
      lower: { value: 'acme/', inclusive: true },
      upper: { value: 'acme0', inclusive: false },
    });
  });

  it('ends behind the surrogates, which no text holds', () => {
    expect(startingWith('a\ud7ff')).toMatchObject({ upper: { value: 'a\ue000' } });
  });

  it('ends with the prefix before where the last code point has none behind it', () => {
    expect(startingWith('a\u{10ffff}\u{10ffff}')).toMatchObject({ upper: { value: 'b' } });
    expect(startingWith('\u{10ffff}')).not.toHaveProperty('upper');
    expect(startingWith('')).not.toHaveProperty('upper');
  });
});

describe('a comparison', () => {
  const between = { floor: 1, exact: false };

  it('with a value between two that a column holds includes the lower and leaves out nothing above', () => {
    expect(compared('lt', between)).toEqual({ kind: 'range', upper: { value: 1, inclusive: true } });
    expect(compared('gte', between)).toEqual({ kind: 'range', lower: { value: 1, inclusive: false } });
  });
});
