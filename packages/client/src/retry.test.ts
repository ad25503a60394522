import { expect, it } from 'vitest';
import { delayBeforeRetry, type FailedTry, pause } from './retry.js';

const policy = { retries: 4, retryDelayMs: 100, maxRetryDelayMs: 1000 };
const failed = (status: number | null, retryAfter: number | null = null): FailedTry => ({
  status,
  retryAfter,
});
const latest = () => 1;

it('doubles its upper bound with each try, up to the longest wait', () => {
  const patient = { ...policy, retries: 9 };
  expect([1, 2, 3, 4, 5].map((attempt) => delayBeforeRetry(failed(503), attempt, patient, latest))).toEqual([
    100, 200, 400, 800, 1000,
  ]);
});

it('is spread from nothing to the bound', () => {
  expect(delayBeforeRetry(failed(null), 2, policy, () => 0)).toBe(0);
  expect(delayBeforeRetry(failed(null), 2, policy, () => 0.25)).toBe(50);
});

it('is never shorter than the server asks for, nor longer than allowed', () => {
  expect(delayBeforeRetry(failed(429, 0.5), 1, policy, () => 0)).toBe(500);
  expect(delayBeforeRetry(failed(429, 0.5), 1, policy, latest)).toBe(600);
  expect(delayBeforeRetry(failed(429, 1), 1, policy, latest)).toBe(1000);
});

it('is none when the server asks for more than allowed', () => {
  expect(delayBeforeRetry(failed(503, 1.001), 1, policy, latest)).toBeNull();
});

it('is none after the last try, or when another try would end the same', () => {
  expect(delayBeforeRetry(failed(503), 5, policy, latest)).toBeNull();
  expect(delayBeforeRetry(failed(500), 1, policy, latest)).toBeNull();
});

it('waits no longer than the caller does', async () => {
  const controller = new AbortController();
  const waiting = pause(600_000, controller.signal);
  controller.abort();
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
  await expect(pause(600_000, controller.signal)).rejects.toMatchObject({ name: 'AbortError' });
});

it('waits to the end if nobody stops it', async () => {
  await expect(pause(1, undefined)).resolves.toBeUndefined();
});
