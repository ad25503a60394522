import { expect, it } from 'vitest';
import { RegistryProblem } from '../problem.js';
import { backoff } from './backoff.js';

function problem(status: number, retryAfter: number | null = null): RegistryProblem {
  const facts = {
    code: 'unrecognized',
    title: '',
    detail: '',
    errors: [],
    requestId: null,
    body: null,
  } as const;
  return new RegistryProblem({ ...facts, status, retryAfter });
}

const most = () => 1;

it('waits for at most a second first, and then for at most twice as long each time, up to 30', () => {
  const lost = new Error('no connection');
  expect([1, 2, 3, 4, 5, 6, 60].map((failures) => backoff(failures, lost, most))).toEqual([
    1_000, 2_000, 4_000, 8_000, 16_000, 30_000, 30_000,
  ]);
  expect(backoff(5, lost, () => 0.25)).toBe(4_000);
});

it('never comes back sooner than it was asked to, up to 5 minutes', () => {
  expect(backoff(1, problem(503, 20), () => 0)).toBe(20_000);
  expect(backoff(1, problem(503, 20), () => 0.5)).toBe(20_500);
  expect(backoff(1, problem(429, 86_400), () => 0)).toBe(300_000);
});

it.each([400, 401, 403, 404])('asks slowly about what will hardly change: %i', (status) => {
  expect(backoff(1, problem(status), () => 0)).toBe(15_000);
  expect(backoff(1, problem(status), most)).toBe(30_000);
});
