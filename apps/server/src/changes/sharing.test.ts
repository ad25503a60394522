import { describe, expect, it } from 'vitest';
import { createSharing } from './sharing.js';

describe('reads that are asked for at the same moment', () => {
  it('are one where their key is the same', async () => {
    const shared = createSharing<number>();
    let reads = 0;
    const read = async () => ++reads;
    expect(await Promise.all([shared('a', read), shared('a', read), shared('b', read)])).toEqual([1, 1, 2]);
  });

  it('do not get what was being read before they asked', async () => {
    const shared = createSharing<string>();
    let begun = () => {};
    const beginning = new Promise<void>((resolve) => {
      begun = resolve;
    });
    let release = () => {};
    const first = shared('a', async () => {
      begun();
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return 'old';
    });
    await beginning;
    const second = shared('a', async () => 'new');
    release();
    expect(await Promise.all([first, second])).toEqual(['old', 'new']);
  });

  it('fail together, and the next is tried anew', async () => {
    const shared = createSharing<string>();
    const failing = () => Promise.reject(new Error('gone'));
    const both = await Promise.allSettled([shared('a', failing), shared('a', failing)]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await shared('a', async () => 'there')).toBe('there');
  });
});
