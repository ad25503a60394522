import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { createGathering, type GatheringLimits } from './gathering.js';

const limits: GatheringLimits = { together: 64, waiting: 100, patience: 5_000 };

/** Takes all that wait, and does it when it is let. What is negative fails alone. */
function gathered(given: Partial<GatheringLimits> = {}) {
  const rounds: number[][] = [];
  const waiting: (() => void)[] = [];
  const gather = createGathering<number, string>(
    async (_key, next) => {
      const taken: number[] = [];
      for (let item = next(); item !== null; item = next()) taken.push(item);
      rounds.push(taken);
      await new Promise<void>((resolve) => waiting.push(resolve));
      if (taken.includes(0)) throw new Error('all of it');
      return taken.map((item) => (item < 0 ? { error: new Error(`not ${item}`) } : { value: `did ${item}` }));
    },
    { ...limits, ...given },
  );
  return { gather, rounds, waiting };
}

const settled = () => delay(5);

describe('what comes for a key', () => {
  it('at the same moment is done together', async () => {
    const { gather, rounds, waiting } = gathered();
    const done = Promise.all([gather('a', 1), gather('a', 2)]);
    await settled();
    expect(rounds).toEqual([[1, 2]]);
    waiting[0]?.();
    expect(await done).toEqual(['did 1', 'did 2']);
  });

  it('while others are done is done together next', async () => {
    const { gather, rounds, waiting } = gathered();
    const first = gather('a', 1);
    await settled();
    const later = Promise.all([gather('a', 2), gather('a', 3)]);
    await settled();
    expect(rounds).toEqual([[1]]);
    waiting[0]?.();
    expect(await first).toBe('did 1');
    await settled();
    expect(rounds).toEqual([[1], [2, 3]]);
    waiting[1]?.();
    expect(await later).toEqual(['did 2', 'did 3']);
  });

  it('does not wait for another key', async () => {
    const { gather, rounds } = gathered();
    void gather('a', 1);
    void gather('b', 2);
    await settled();
    expect(rounds).toEqual([[1], [2]]);
  });

  it('fails alone where it is said to, and with all where all fail', async () => {
    const { gather, waiting } = gathered();
    const mixed = Promise.allSettled([gather('a', 1), gather('a', -2)]);
    await settled();
    const all = Promise.allSettled([gather('a', 0), gather('a', 3)]);
    waiting[0]?.();
    expect(await mixed).toMatchObject([{ value: 'did 1' }, { reason: { message: 'not -2' } }]);
    await settled();
    waiting[1]?.();
    expect(await all).toMatchObject([
      { reason: { message: 'all of it' } },
      { reason: { message: 'all of it' } },
    ]);
    const after = gather('a', 4);
    await settled();
    waiting[2]?.();
    expect(await after).toBe('did 4');
  });
});

describe('too much for a key', () => {
  it('is done in parts', async () => {
    const { gather, rounds, waiting } = gathered({ together: 2 });
    const done = Promise.all([1, 2, 3].map((item) => gather('a', item)));
    await settled();
    waiting[0]?.();
    await settled();
    waiting[1]?.();
    expect(await done).toEqual(['did 1', 'did 2', 'did 3']);
    expect(rounds).toEqual([[1, 2], [3]]);
  });

  it('is refused at once', async () => {
    const { gather, waiting } = gathered({ waiting: 2 });
    const accepted = Promise.all([gather('a', 1), gather('a', 2)]);
    await expect(gather('a', 3)).rejects.toMatchObject({ code: 'database_unavailable' });
    await settled();
    waiting[0]?.();
    expect(await accepted).toEqual(['did 1', 'did 2']);
  });

  it('is refused when it has waited too long, and is not done then', async () => {
    const { gather, rounds, waiting } = gathered({ patience: 20 });
    const first = gather('a', 1);
    await settled();
    await expect(gather('a', 2)).rejects.toMatchObject({ code: 'database_unavailable' });
    waiting[0]?.();
    expect(await first).toBe('did 1');
    await settled();
    expect(rounds).toEqual([[1]]);
  });
});
