import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { gatherLines } from './gathered-lines.js';

function gathering() {
  const written: string[] = [];
  const flushed: string[] = [];
  const lines = gatherLines(
    {
      write: (text) => written.push(text),
      flush: (done) => {
        flushed.push('later');
        done?.();
      },
      flushSync: () => flushed.push('at once'),
    },
    { characters: 10, wait: 100 },
  );
  return { lines, written, flushed };
}

describe('lines that come soon after each other', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('are handed on together, in their order, at the latest after the wait', () => {
    const { lines, written } = gathering();
    lines.write('one\n');
    vi.advanceTimersByTime(60);
    lines.write('two\n');
    vi.advanceTimersByTime(39);
    expect(written).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(written).toEqual(['one\ntwo\n']);
  });

  it('are handed on at once when they are much text, and the next ones wait anew', () => {
    const { lines, written } = gathering();
    for (const line of ['one\n', 'two\n', 'three\n', 'four\n']) lines.write(line);
    expect(written).toEqual(['one\ntwo\nthree\n']);
    vi.advanceTimersByTime(100);
    expect(written).toEqual(['one\ntwo\nthree\n', 'four\n']);
  });

  it('are handed on before the sink is told to write what it has', () => {
    const { lines, written, flushed } = gathering();
    const done = vi.fn();
    lines.write('one\n');
    lines.flush(done);
    lines.write('two\n');
    lines.flushSync();
    expect({ written, flushed }).toEqual({ written: ['one\n', 'two\n'], flushed: ['later', 'at once'] });
    expect(done).toHaveBeenCalledOnce();
  });
});
