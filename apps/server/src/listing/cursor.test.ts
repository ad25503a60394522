import type { Filters, SortBy } from '@llm-registry/api-types';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { layersWith } from '../../test/support/layers.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { type List, listOf } from './list.js';

const layers = layersWith();
const list = (sortBy: SortBy = 'model_name', filters?: Filters): List => listOf(layers, sortBy, filters);
const byCost = list('input_cost');
const cursor = { backward: false, from: { key: '0000000001.000000000000', name: 'acme/bot' } };

const refused = (of: List, text: string) =>
  expect(() => decodeCursor(of, text)).toThrow(expect.objectContaining({ code: 'invalid_cursor' }));

const packed = (content: unknown) => Buffer.from(JSON.stringify(content)).toString('base64url');

describe('a cursor', () => {
  it('comes back as it was, whatever the name', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'binary' }),
        fc.boolean(),
        (key, name, backward) => {
          fc.pre(!/\0|\p{Surrogate}/u.test(key + name));
          const given = { backward, from: { key, name } };
          expect(decodeCursor(list('display_name'), encodeCursor(list('display_name'), given))).toEqual(
            given,
          );
        },
      ),
    );
  });

  it('keeps an unknown value and a number apart from text', () => {
    for (const key of [null, 128_000]) {
      const given = { backward: true, from: { key, name: 'a' } };
      const windows = list('max_context_window');
      expect(decodeCursor(windows, encodeCursor(windows, given))).toEqual(given);
    }
  });

  it('fits the contract for the longest names', () => {
    const longest = { backward: true, from: { key: '\u0001'.repeat(255), name: '\u{10ffff}'.repeat(255) } };
    const text = encodeCursor(list('display_name'), longest);
    expect(text).toMatch(/^[A-Za-z0-9_-]{1,4096}$/);
  });

  it('belongs to one sort and one set of filters', () => {
    const text = encodeCursor(byCost, cursor);
    refused(list('-input_cost'), text);
    refused(list('output_cost'), text);
    refused(list('input_cost', { image_support: { value: [1] } }), text);
  });

  it('holds for the same filters written in another order or spelling', () => {
    const one = list('input_cost', {
      model_type: { value: ['Chat'] },
      image_support: { operator: '', value: [1] },
    });
    const other = list('input_cost', { image_support: { value: [1] }, model_type: { value: ['chat'] } });
    expect(decodeCursor(other, encodeCursor(one, cursor))).toEqual(cursor);
  });

  it('is refused when any of its characters was changed', () => {
    const text = encodeCursor(byCost, cursor);
    for (const [index, character] of [...text].entries()) {
      refused(byCost, `${text.slice(0, index)}${character === 'A' ? 'B' : 'A'}${text.slice(index + 1)}`);
    }
    refused(byCost, text.slice(1));
    refused(byCost, `${text}A`);
  });

  it('is refused when it holds what no place is', () => {
    const contents = [
      null,
      1,
      'a',
      {},
      [],
      [1, false],
      [1, 'no', 'k', 'n'],
      [1, false, {}, 'n'],
      [1, false, 'k', ['n']],
    ];
    for (const content of [
      ...contents,
      [1, false, 5, 'n', 'check'],
      [1, false, 'a\0', 'n'],
      [1, false, 'k', '\ud800'],
    ]) {
      refused(byCost, packed(content));
    }
    refused(byCost, 'bm90IGpzb24');
  });
});
