import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inBatches, inStretches, mergeOrdered, withoutTwins } from './ordered.js';

async function* streamOf<Value>(values: Iterable<Value>): AsyncGenerator<Value> {
  yield* values;
}

async function all<Value>(stream: AsyncIterable<Value>): Promise<Value[]> {
  const values: Value[] = [];
  for await (const value of stream) values.push(value);
  return values;
}

const ascending = (one: number, other: number) => one - other;
const lists = fc.array(
  fc.array(fc.nat(20)).map((list) => list.sort(ascending)),
  { maxLength: 4 },
);

describe('streams in order', () => {
  it('become one in order', async () => {
    await fc.assert(
      fc.asyncProperty(lists, async (given) => {
        const merged = await all(mergeOrdered(given.map(streamOf), ascending));
        expect(merged).toEqual(given.flat().sort(ascending));
        expect(await all(withoutTwins(streamOf(merged), ascending))).toEqual([...new Set(merged)]);
      }),
    );
  });

  it('are read in batches', async () => {
    expect(await all(inBatches(streamOf([1, 2, 3, 4, 5]), 2))).toEqual([[1, 2], [3, 4], [5]]);
    expect(await all(inBatches(streamOf([1, 2]), 2))).toEqual([[1, 2]]);
    expect(await all(inBatches(streamOf([]), 2))).toEqual([]);
  });

  it('are read no further than they are taken', async () => {
    const asked: number[] = [];
    const read = async (from: number, most: number) => {
      asked.push(from);
      return Array.from({ length: most }, (_, at) => from + at + 1);
    };
    const stream = inStretches(0, 3, read, (last) => last);
    for await (const value of stream) if (value === 4) break;
    expect(asked).toEqual([0, 3]);
  });

  it('end with a stretch that is short', async () => {
    const read = async (from: number, most: number) => [1, 2, 3, 4].filter((n) => n > from).slice(0, most);
    expect(await all(inStretches(0, 3, read, (last) => last))).toEqual([1, 2, 3, 4]);
    expect(await all(inStretches(0, 2, read, (last) => last))).toEqual([1, 2, 3, 4]);
  });
});
