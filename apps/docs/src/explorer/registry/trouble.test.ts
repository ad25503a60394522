import { RegistryProblem, RegistryUnreachable } from '@llm-registry/client';
import { describe, expect, it } from 'vitest';
import { troubleOf } from './trouble.js';

const facts = {
  title: 'Title',
  detail: 'Detail.',
  errors: [],
  requestId: 'r-1',
  retryAfter: null,
  body: null,
};
const problem = (status: number, more: Partial<ConstructorParameters<typeof RegistryProblem>[0]> = {}) =>
  new RegistryProblem({ ...facts, status, code: 'invalid_request', ...more });
const silence = (timedOut: boolean) =>
  new RegistryUnreachable(
    { url: 'http://registry', timedOut, cause: new Error('refused') },
    { attempts: 3, mayHaveBeenApplied: false },
  );

describe('what is said of an error', () => {
  it('leads to its page, and names the request for whoever reads the log', () => {
    const trouble = troubleOf(problem(403, { code: 'forbidden_role' }), true);
    expect(trouble).toMatchObject({
      kind: 'forbidden',
      detail: 'Detail.',
      page: 'errors/forbidden_role.html',
      requestId: 'r-1',
    });
  });

  it('says how long a registry asks to wait', () => {
    expect(troubleOf(problem(429, { retryAfter: 7 }), true)).toMatchObject({
      kind: 'rate_limited',
      retryAfter: 7,
    });
  });

  it('asks for a key in words for people', () => {
    expect(troubleOf(problem(401), true).detail).toContain('key');
  });

  it('has no page for what is not of the registry, such as a proxy', () => {
    expect(troubleOf(problem(502, { code: 'unrecognized' }), true)).toMatchObject({
      kind: 'refused',
      page: '',
    });
  });

  it.each([
    [false, false, 'You are offline'],
    [true, false, 'The registry does not answer'],
    [true, true, 'The registry took too long'],
  ])('without an answer, online %s and timed out %s, is: %s', (isOnline, timedOut, title) => {
    expect(troubleOf(silence(timedOut), isOnline).title).toBe(title);
  });

  it('keeps the reason of what could not be sent', () => {
    expect(troubleOf(new TypeError('no header can carry that'), true).detail).toBe(
      'no header can carry that',
    );
  });
});
