import { expect, it } from 'vitest';
import { type Member, objectText } from './json-object.js';
import { taken } from './models.fixture.js';

async function textOf(batches: readonly Member[][]): Promise<string> {
  async function* given() {
    yield* batches;
  }
  return (await taken(objectText(given()))).join('');
}

it('an object is made piece by piece, whatever its names', async () => {
  const batches: Member[][] = [
    [],
    [['a', '1']],
    [],
    [
      ['"b"', '{}'],
      ['__proto__', '[]'],
    ],
  ];
  expect(await textOf(batches)).toBe('{"a":1,"\\"b\\"":{},"__proto__":[]}');
});

it('an object without members is empty', async () => {
  expect(await textOf([])).toBe('{}');
});
