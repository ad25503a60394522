import { expect, it } from 'vitest';
import { createPace } from './pace.js';

it('others have their turn before the first piece of work', async () => {
  const order: string[] = [];
  setImmediate(() => order.push('another'));
  await createPace()();
  order.push('work');
  expect(order).toEqual(['another', 'work']);
});

it('others have their turn again and again, however long the work is', async () => {
  const breathe = createPace();
  await breathe();
  let isOthersTurn = false;
  setImmediate(() => {
    isOthersTurn = true;
  });
  while (!isOthersTurn) await breathe();
  expect(isOthersTurn).toBe(true);
});
