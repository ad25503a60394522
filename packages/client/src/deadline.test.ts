import { expect, it, onTestFinished, vi } from 'vitest';
import { withDeadline } from './deadline.js';

it('sets no timer for work that goes on after it was aborted: nobody would clear it', async () => {
  vi.useFakeTimers();
  onTestFinished(() => void vi.useRealTimers());
  const caller = new AbortController();
  let report = () => {};
  const work = withDeadline(60_000, caller.signal, (_signal, progress) => {
    report = progress;
    return new Promise<never>(() => {});
  });
  caller.abort(new Error('enough'));
  await expect(work).rejects.toThrow('enough');
  report();
  expect(vi.getTimerCount()).toBe(0);
});
