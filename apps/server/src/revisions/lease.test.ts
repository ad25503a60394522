import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ForeignChanges, ForeignCommits } from '../db/foreign-commits.js';
import { createLease, type Lease } from './lease.js';

const nothing: ForeignChanges = { organizations: [], everything: false };
const never = new AbortController().signal;

/** A database of which others can be told to have changed it. */
function checked() {
  let changes = false;
  const foreign: ForeignCommits = {
    kind: 'checked',
    happened() {
      const before = changes;
      changes = false;
      return before;
    },
  };
  return {
    foreign,
    commit() {
      changes = true;
    },
  };
}

/** A database that is asked at an interval, on a clock that the test turns. */
function polled() {
  let time = 0;
  let answer: () => Promise<ForeignChanges> = async () => nothing;
  const foreign: ForeignCommits = { kind: 'polled', poll: () => answer(), own: () => {} };
  return {
    lease: createLease(foreign, { now: () => time }),
    answers(next: () => Promise<ForeignChanges>) {
      answer = next;
    },
    /** Lets time pass, in the steps in which the lease looks at it. */
    async pass(milliseconds: number) {
      for (let step = 0; step < milliseconds; step += 10) {
        time += 10;
        await vi.advanceTimersByTimeAsync(10);
      }
    },
  };
}

const leases: Lease[] = [];
const opened = (lease: Lease): Lease => {
  leases.push(lease);
  return lease;
};

afterEach(() => {
  for (const lease of leases.splice(0)) lease.close();
  vi.useRealTimers();
});

describe('a lease over a database that is checked each time', () => {
  it('holds keys through what is known to be no change of theirs', () => {
    const lease = opened(createLease(checked().foreign));
    const mark = lease.mark();
    lease.changed('acme', 'all but keys');
    expect([lease.holds('acme', mark), lease.holds('acme', mark, 'keys')]).toEqual([false, true]);
    lease.changed('acme');
    expect(lease.holds('acme', mark, 'keys')).toBe(false);
  });

  it('holds what one model answers through changes of other models, and through no other change', () => {
    const lease = opened(createLease(checked().foreign));
    const mark = lease.mark();
    const isHeld = (model: string) => lease.holds('acme', mark, { model });
    lease.changed('other', new Set(['b']));
    lease.changed('acme', new Set(['a', 'c']));
    expect([lease.holds('acme', mark), lease.holds('acme', mark, 'keys')]).toEqual([false, true]);
    expect(['a', 'b', 'c'].map(isHeld)).toEqual([false, true, false]);
    lease.changed('acme', 'all but keys');
    expect(isHeld('b')).toBe(false);
  });

  it('takes all models for changed when it would have to tell too many apart', () => {
    const lease = opened(createLease(checked().foreign));
    const mark = lease.mark();
    for (let at = 0; at < 10_000; at += 1) lease.changed('acme', new Set([`model ${at}`]));
    expect(lease.holds('acme', mark, { model: 'b' })).toBe(true);
    lease.changed('acme', new Set(['one more']));
    expect(lease.holds('acme', mark, { model: 'b' })).toBe(false);
    expect(lease.holds('acme', lease.mark(), { model: 'b' })).toBe(true);
  });

  it('holds what was read until its organization changes', () => {
    const lease = opened(createLease(checked().foreign));
    const mark = lease.mark();
    lease.changed('other');
    expect(lease.holds('acme', mark)).toBe(true);
    lease.changed('acme');
    expect(lease.holds('acme', mark)).toBe(false);
    expect(lease.holds('acme', lease.mark())).toBe(true);
  });

  it('does not hold what was read before a change and kept after it', () => {
    const lease = opened(createLease(checked().foreign));
    const markOfTheRead = lease.mark();
    lease.changed('acme');
    expect(lease.holds('acme', markOfTheRead)).toBe(false);
  });

  it('holds nothing of anybody once another process has written', () => {
    const database = checked();
    const lease = opened(createLease(database.foreign));
    const mark = lease.mark();
    database.commit();
    expect([lease.holds('acme', mark), lease.holds('other', mark)]).toEqual([false, false]);
    expect(lease.holds('acme', lease.mark())).toBe(true);
  });

  it('wakes those who wait for their organization, and nobody else', async () => {
    const lease = opened(createLease(checked().foreign));
    const woken: string[] = [];
    const acme = lease.next('acme', never).then(() => woken.push('acme'));
    void lease.next('other', never).then(() => woken.push('other'));
    lease.changed('acme');
    await acme;
    expect(woken).toEqual(['acme']);
  });

  it('finds a commit of another process for those who wait', async () => {
    vi.useFakeTimers();
    const database = checked();
    const lease = opened(createLease(database.foreign));
    const change = lease.next('acme', never);
    database.commit();
    await vi.advanceTimersByTimeAsync(100);
    await expect(change).resolves.toBeUndefined();
  });

  it('lets go of those who stop waiting', async () => {
    const lease = opened(createLease(checked().foreign));
    const patience = new AbortController();
    const change = lease.next('acme', patience.signal);
    patience.abort();
    await expect(change).resolves.toBeUndefined();
    await expect(lease.next('acme', patience.signal)).resolves.toBeUndefined();
  });

  it('ends everything when it is closed', async () => {
    const lease = createLease(checked().foreign);
    const change = lease.next('acme', never);
    const mark = lease.mark();
    lease.close();
    await expect(change).resolves.toBeUndefined();
    expect(lease.holds('acme', mark)).toBe(false);
  });
});

describe('a lease over a database that is asked at an interval', () => {
  it('holds nothing before the first answer, and holds after it', async () => {
    vi.useFakeTimers();
    const { lease, pass } = polled();
    opened(lease);
    const mark = lease.mark();
    expect(lease.holds('acme', mark)).toBe(false);
    await pass(10);
    expect(lease.holds('acme', mark)).toBe(true);
  });

  it('ends 200 ms after the last question that was answered was sent', async () => {
    vi.useFakeTimers();
    const { lease, pass, answers } = polled();
    opened(lease);
    lease.holds('acme', lease.mark());
    await pass(10);
    answers(() => new Promise(() => {}));
    await pass(180);
    expect(lease.holds('acme', lease.mark())).toBe(true);
    await pass(20);
    expect(lease.holds('acme', lease.mark())).toBe(false);
  });

  it('does not count the time that an answer took', async () => {
    vi.useFakeTimers();
    const { lease, pass, answers } = polled();
    opened(lease);
    answers(() => new Promise((resolve) => setTimeout(resolve, 150, nothing)));
    lease.holds('acme', lease.mark());
    await pass(160);
    expect(lease.holds('acme', lease.mark())).toBe(true);
    await pass(50);
    expect(lease.holds('acme', lease.mark())).toBe(false);
  });

  it('goes on holding through a failed question, and holds again what did not change meanwhile', async () => {
    vi.useFakeTimers();
    const { lease, pass, answers } = polled();
    opened(lease);
    lease.holds('acme', lease.mark());
    await pass(10);
    const mark = lease.mark();
    answers(() => Promise.reject(new Error('gone')));
    await pass(300);
    expect(lease.holds('acme', mark)).toBe(false);
    answers(async () => ({ organizations: ['other'], everything: false }));
    await pass(120);
    expect([lease.holds('acme', mark), lease.holds('other', mark)]).toEqual([true, false]);
  });

  it('stops asking when nobody uses it, and begins again', async () => {
    vi.useFakeTimers();
    const { lease, pass, answers } = polled();
    opened(lease);
    let asked = 0;
    answers(async () => {
      asked += 1;
      return nothing;
    });
    lease.holds('acme', lease.mark());
    await pass(5_000);
    const askedWhileUsed = asked;
    await pass(5_000);
    expect(asked).toBe(askedWhileUsed);
    expect(lease.holds('acme', lease.mark())).toBe(false);
    await pass(10);
    expect(lease.holds('acme', lease.mark())).toBe(true);
  });

  it('goes on asking for those who wait', async () => {
    vi.useFakeTimers();
    const { lease, pass, answers } = polled();
    opened(lease);
    const change = lease.next('acme', never);
    await pass(10_000);
    answers(async () => ({ organizations: [], everything: true }));
    await pass(110);
    await expect(change).resolves.toBeUndefined();
  });
});
