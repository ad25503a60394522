import { describe, expect, it, vi } from 'vitest';
import { createKept } from './kept.js';
import { createLease } from './lease.js';

function keeping(bytes = 10_000) {
  const lease = createLease({ kind: 'checked', happened: () => false });
  const kept = createKept<string>(lease, { bytes, sizeOf: (text) => text.length });
  const loads: string[] = [];
  const read = (key: string, value: string, owner: string | null = 'acme') =>
    kept.read(
      key,
      async () => {
        loads.push(key);
        return value;
      },
      () => owner,
    );
  return { lease, kept, read, loads };
}

describe('what is kept', () => {
  it('is read once while nothing changes', async () => {
    const { read, loads } = keeping();
    expect([await read('a', 'one'), await read('a', 'two')]).toEqual(['one', 'one']);
    expect(loads).toEqual(['a']);
  });

  it('is read again after its organization has changed, and not after another has', async () => {
    const { lease, read, loads } = keeping();
    await read('a', 'one');
    lease.changed('other');
    await read('a', 'two');
    expect(loads).toEqual(['a']);
    lease.changed('acme');
    expect(await read('a', 'two')).toBe('two');
  });

  it('is forgotten once it is found to be nobody’s, whatever is said about changes later', async () => {
    let now = 0;
    const poll = async () => ({ organizations: [], everything: false });
    const lease = createLease({ kind: 'polled', poll, own: () => {} }, { now: () => now, interval: 1 });
    const kept = createKept<string>(lease, { bytes: 10_000, sizeOf: () => 1 });
    const read = (owner: string | null) =>
      kept.read(
        'a',
        async () => 'one',
        () => owner,
      );
    await read('acme');
    await vi.waitFor(() => expect(kept.get('a')).toBe('one'));
    now = 1_000;
    await read(null);
    await vi.waitFor(() => expect(lease.holds('acme', lease.mark())).toBe(true));
    expect(kept.get('a')).toBeUndefined();
    lease.close();
  });

  it('is stale where the change came while it was read', async () => {
    const { lease, kept, read } = keeping();
    const slow = kept.read(
      'a',
      async () => {
        lease.changed('acme');
        return 'before';
      },
      () => 'acme',
    );
    expect(await slow).toBe('before');
    expect(await read('a', 'after')).toBe('after');
  });

  it('is nothing where there is no owner, and nothing where reading fails', async () => {
    const { kept, read, loads } = keeping();
    await read('unknown', 'none', null);
    await read('unknown', 'none', null);
    expect(loads).toEqual(['unknown', 'unknown']);
    await expect(
      kept.read(
        'a',
        () => Promise.reject(new Error('gone')),
        () => 'acme',
      ),
    ).rejects.toThrow('gone');
    expect(await read('a', 'one')).toBe('one');
  });

  it('stays within its bytes', async () => {
    const { read, kept } = keeping(1_000);
    for (const key of ['a', 'b', 'c', 'd']) await read(key, 'x'.repeat(200));
    expect(['a', 'b', 'c', 'd'].map((key) => kept.get(key) !== undefined)).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });
});
