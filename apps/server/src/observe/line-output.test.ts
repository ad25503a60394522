import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LineOutput } from './line-output.js';

type Done = (error: Error | null, written: number) => void;

/** A target whose writes end when the test says so, and the output before it: 10 characters are much, 20 are most. */
function output() {
  const started: { text: string; done: Done }[] = [];
  const written: string[] = [];
  let full = false;
  const target = {
    write: (bytes: Buffer, done: Done) => void started.push({ text: bytes.toString(), done }),
    writeSync(bytes: Buffer) {
      if (full) throw new Error('ENOSPC');
      written.push(bytes.toString());
      return bytes.length;
    },
  };
  const lost = vi.fn();
  const lines = new LineOutput(target, { characters: 10, wait: 100, most: 20, lost });
  const end = (bytes?: number) => {
    const { text, done } = started.shift() ?? { text: '', done: () => {} };
    written.push(Buffer.from(text).subarray(0, bytes).toString());
    done(null, bytes ?? Buffer.byteLength(text));
  };
  const fail = () => started.shift()?.done(new Error('ENOSPC'), 0);
  const fill = () => {
    full = true;
  };
  return { lines, lost, end, fail, fill, written, started: () => started.map(({ text }) => text) };
}

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('lines that come soon after each other', () => {
  it('are written together, in their order, at the latest after the wait', () => {
    const { lines, started } = output();
    lines.write('one\n');
    vi.advanceTimersByTime(60);
    lines.write('two\n');
    vi.advanceTimersByTime(39);
    expect(started()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(started()).toEqual(['one\ntwo\n']);
  });

  it('are written at once when they are much text, and the next ones wait anew', () => {
    const { lines, started, end } = output();
    for (const line of ['one\n', 'two\n', 'three\n']) lines.write(line);
    expect(started()).toEqual(['one\ntwo\nthree\n']);
    end();
    lines.write('four\n');
    vi.advanceTimersByTime(99);
    expect(started()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(started()).toEqual(['four\n']);
  });

  it('are one piece, however much it is, when they come while another one is written', () => {
    const { lines, started, end } = output();
    lines.write('the first line\n');
    lines.write('a second\n');
    lines.write('and third\n');
    vi.advanceTimersByTime(1_000);
    expect(started()).toEqual(['the first line\n']);
    end();
    expect(started()).toEqual(['a second\nand third\n']);
  });

  it('go on where a write ended that took a part of them', () => {
    const { lines, end, written } = output();
    lines.write('naïve and long\n');
    end(4);
    end();
    expect(written.join('')).toBe('naïve and long\n');
    expect(written).toHaveLength(2);
  });
});

describe('an output that takes nothing', () => {
  it('is tried again after the wait, and loses no line and tears none', () => {
    const { lines, started, end, fail, written } = output();
    lines.write('the first line\n');
    end(5);
    fail();
    lines.write('a second\n');
    expect(started()).toEqual([]);
    vi.advanceTimersByTime(100);
    end();
    vi.advanceTimersByTime(100);
    end();
    expect(written.join('')).toBe('the first line\na second\n');
  });

  it('loses lines beyond the most that may wait, and says how many when it takes some again', () => {
    const { lines, lost, end, written } = output();
    lines.write('the first line\n');
    for (const line of ['a second\n', 'a third\n', 'a fourth\n', 'a fifth\n']) lines.write(line);
    expect(lost).not.toHaveBeenCalled();
    end();
    expect(lost.mock.calls).toEqual([[2]]);
    end();
    expect(written.join('')).toBe('the first line\na second\na third\n');
  });

  it('does not keep a process from ending', () => {
    const { lines, fill, written } = output();
    fill();
    lines.write('one\n');
    lines.flushSync();
    expect(written).toEqual([]);
  });
});

describe('a flush', () => {
  it('ends when everything is written that was there', () => {
    const { lines, end } = output();
    const done = vi.fn();
    lines.write('the first line\n');
    lines.write('two\n');
    lines.flush(done);
    end();
    expect(done).not.toHaveBeenCalled();
    end();
    expect(done.mock.calls).toEqual([[undefined]]);
  });

  it('ends with the error when it could not be written', () => {
    const { lines, fail } = output();
    const done = vi.fn();
    lines.write('one\n');
    lines.flush(done);
    fail();
    expect(done.mock.calls).toEqual([[new Error('ENOSPC')]]);
  });

  it('ends at once when there is nothing to write', () => {
    const done = vi.fn();
    output().lines.flush(done);
    expect(done).toHaveBeenCalledOnce();
  });

  it('of a process that ends writes what waits, and not again what is being written', () => {
    const { lines, written } = output();
    lines.write('the first line\n');
    lines.write('two\n');
    lines.flushSync();
    expect(written).toEqual(['two\n']);
  });
});
