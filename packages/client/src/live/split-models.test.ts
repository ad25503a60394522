import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ModelSplitter } from './split-models.js';

/** Reads a document in pieces of this many bytes. */
function read(text: string, size: number): { around: unknown; models: unknown[] } {
  const bytes = new TextEncoder().encode(text);
  const splitter = new ModelSplitter();
  const models: unknown[] = [];
  for (let at = 0; at < bytes.length; at += size)
    models.push(...splitter.push(bytes.subarray(at, at + size)));
  return { around: splitter.end(), models };
}

describe('a document in pieces', () => {
  it('gives each model as soon as it is whole', () => {
    const splitter = new ModelSplitter();
    const push = (text: string) => splitter.push(new TextEncoder().encode(text));
    expect(push('{"revision":1,"models":[{"a":1},{"b"')).toEqual([{ a: 1 }]);
    expect(push(':2}')).toEqual([{ b: 2 }]);
    expect(push('],"cursor":"c"}')).toEqual([]);
    expect(splitter.end()).toEqual({ revision: 1, models: [], cursor: 'c' });
  });

  it('is what it is whole, wherever it is cut', () => {
    const document = fc.record({
      before: fc.jsonValue(),
      models: fc.array(
        fc.oneof(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), fc.jsonValue()),
      ),
      after: fc.jsonValue(),
    });
    fc.assert(
      fc.property(document, fc.integer({ min: 1, max: 30 }), fc.constantFrom(0, 2), (given, size, space) => {
        const text = JSON.stringify(given, null, space);
        const { models, ...around } = JSON.parse(text);
        expect(read(text, size)).toEqual({ around: { ...around, models: [] }, models });
      }),
    );
  });

  it.each([
    '',
    '{',
    '{"models":[{}]',
    '{"models":[{]}',
    '{"models":[{},,{}]}',
    '{"models":[x]}',
    '<html>',
    '{"models":[{}]}}',
  ])('is refused where it is no JSON: %s', (text) => {
    expect(() => read(text, 4)).toThrow(SyntaxError);
  });

  it('is refused where it is no UTF-8', () => {
    const splitter = new ModelSplitter();
    const bytes = Uint8Array.from([...new TextEncoder().encode('{"models":[{"a":"'), 0xff]);
    splitter.push(bytes);
    expect(() => splitter.push(new TextEncoder().encode('"}]}'))).toThrow(SyntaxError);
  });
});
