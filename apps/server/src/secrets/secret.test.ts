import { inspect } from 'node:util';
import pino from 'pino';
import { describe, expect, it } from 'vitest';
import { Secret } from './secret.js';

describe('a secret in memory', () => {
  const secret = new Secret('sk-canary');

  it.each([
    ['concatenated', `${secret}`],
    ['serialized', JSON.stringify({ deep: [secret] })],
    ['inspected', inspect({ deep: { secret } }, { depth: 9, showHidden: true })],
    ['in an error', new Error(`cannot use ${secret}`).message],
    ['spread', JSON.stringify({ ...secret })],
  ])('prints nothing of itself when it is %s', (_way, text) => {
    expect(text).not.toContain('canary');
  });

  it('prints as *** in a log line', () => {
    const lines: string[] = [];
    pino({}, { write: (line: string) => void lines.push(line) }).info({ secret, nested: { secret } }, 'here');
    expect(JSON.parse(lines.join(''))).toMatchObject({ secret: '***', nested: { secret: '***' } });
  });

  it('is given away by its own method only', () => {
    expect(secret.reveal()).toBe('sk-canary');
  });
});
