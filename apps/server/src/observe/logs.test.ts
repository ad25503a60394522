import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { createLogger, type LogOptions } from './logs.js';

async function lines(
  options: Partial<LogOptions>,
  write: (log: Awaited<ReturnType<typeof createLogger>>) => void,
) {
  const written: string[] = [];
  const destination = { write: (line: string) => void written.push(line) };
  write(await createLogger({ level: 'info', format: 'json', ...options, destination }));
  return written;
}

const key = 'llmr_k7Qm2xW9_c2VjcmV0LXNlY3JldC1zZWNyZXQ';
const jwt = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJtZSJ9.c2lnbmF0dXJl';

describe('a log line', () => {
  it('is one JSON object with a level, an ISO time and a message', async () => {
    const [line = ''] = await lines({}, (log) => log.warn({ setting: 'PORT' }, 'attention'));
    expect(JSON.parse(line)).toMatchObject({ level: 'warn', setting: 'PORT', msg: 'attention' });
    expect(JSON.parse(line).time).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
  });

  it('is readable, and still one line, with the format pretty', async () => {
    const [line = '', ...more] = await lines({ format: 'pretty' }, (log) =>
      log.info({ status: 200 }, 'request'),
    );
    expect(line).toMatch(/INFO.*: request \{"status":200\}\n$/);
    expect(more).toEqual([]);
  });

  it('is left out below the level', async () => {
    expect(await lines({ level: 'error' }, (log) => log.warn('attention'))).toEqual([]);
  });
});

describe('a credential never gets into a log line', () => {
  it.each([
    ['an API key', `could not look up ${key}`],
    ['a bearer header', `header was "Authorization: Bearer ${key}"`],
    ['a JWT', `token ${jwt} has expired`],
    ['a password in a URL', 'cannot connect to postgres://registry:hunter2-secret@db/registry'],
  ])('as %s in the message, stack or cause of an error', async (_what, text) => {
    const error = new Error(text, { cause: new Error(text) });
    const [line = ''] = await lines({}, (log) => log.error({ err: error }, 'failed'));
    expect(line).not.toMatch(/c2VjcmV0|c2lnbmF0dXJl|hunter2/);
    expect(JSON.parse(line).err).toMatchObject({ type: 'Error', stack: expect.any(String) });
  });

  it('as something that a library hung on an error', async () => {
    const error = Object.assign(new Error('refused'), {
      code: 'EREFUSED',
      config: { headers: { authorization: key } },
    });
    const [line = ''] = await lines({}, (log) => log.error({ err: error }, 'failed'));
    expect(JSON.parse(line).err).toMatchObject({ message: 'refused', code: 'EREFUSED' });
    expect(line).not.toContain('config');
  });

  it.each(['req', 'request', 'res', 'response', 'headers', 'body'])('as a whole %s', async (name) => {
    const [line = ''] = await lines({}, (log) => log.info({ [name]: { headers: { authorization: key } } }));
    expect(JSON.parse(line)[name]).toBe('[not logged]');
  });
});

it('logs what was thrown even if it is no error', async () => {
  const [line = ''] = await lines({}, (log) => log.error({ err: 'plain text' }, 'failed'));
  expect(JSON.parse(line).err).toEqual({ type: 'string', message: 'plain text' });
});

onEveryEngine((open) => {
  it('never logs what was bound to a statement that failed', async () => {
    const { write } = await open();
    const error = await write('no_such_table')
      .insert({ value: 'a body' })
      .catch((reason: unknown) => reason);
    const [line = ''] = await lines({}, (log) => log.error({ err: error }, 'failed'));
    expect(line).toContain('no_such_table');
    expect(line).not.toContain('a body');
  });
});
