import { expect, test } from 'vitest';
import { progressOf } from './progress.js';

function written(isWatched: boolean, total: number): string {
  let text = '';
  const err = (more: string) => {
    text += more;
  };
  const progress = progressOf(
    { out: () => {}, err, env: {}, isWatched, whenInterrupted: () => () => {} },
    'Change',
    total,
  );
  for (let step = 0; step < total; step++) progress.step();
  progress.done();
  return text;
}

test('a terminal shows one line that counts up and is gone in the end', () => {
  expect(written(true, 2)).toBe('\rChange 1 of 2\rChange 2 of 2\r\u001b[K');
});

test('a log gets a line now and then, and none for a short run', () => {
  expect(written(false, 1200)).toBe('Change 500 of 1200\nChange 1000 of 1200\n');
  expect(written(false, 499)).toBe('');
});
