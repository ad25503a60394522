import { expect, it } from 'vitest';
import { onlyOn } from '../../test/support/databases.js';
import { newEncodedKey } from '../../test/support/providers.js';
import { readConfig } from '../config.js';
import { runCommand } from './run.js';

const clock = () => new Date('2026-11-20T12:00:00Z');

onlyOn('postgres', (_open, { freshUrl }) => {
  async function commands(url?: string) {
    const environment = { DATABASE_URL: url ?? (await freshUrl()), ENCRYPTION_KEYS: newEncodedKey() };
    return async (words: string) => {
      const [out, err]: [string[], string[]] = [[], []];
      const status = await runCommand(words.split(' '), {
        config: () => readConfig({ environment, folder: '/nowhere', terminal: false }),
        print: (text) => void out.push(text),
        note: (text) => void err.push(text),
        clock,
      });
      return { status, out: out.join('\n'), err: err.join('\n') };
    };
  }

  it('operator commands work on PostgreSQL, and name it without its user', async () => {
    const registry = await commands();
    const migrated = await registry('migrate');
    expect(migrated).toMatchObject({ status: 0, err: '' });
    expect(migrated.out).toMatch(/^The schema of postgres:\/\/\*\*\*@127.0.0.1:\d+\/\w+ is up to date\.$/);
    const made = await registry('keys create --organization acme --name ci --role editor');
    expect(made).toMatchObject({ status: 0, out: expect.stringMatching(/^llmr_/) });
    expect(made.err).toContain('It is stored in postgres://***@');
    expect((await registry('keys list')).out).toContain('acme');
    expect(await registry('catalog info')).toMatchObject({ status: 0 });
    expect(await registry('secrets rotate')).toMatchObject({ status: 0 });
  });

  it('a server that is not there is said at once', async () => {
    const registry = await commands('postgres://user:secret@127.0.0.1:9/registry');
    const { status, err } = await registry('keys list');
    expect(status).toBe(1);
    expect(err).toMatch(
      /^DATABASE_URL \(postgres:\/\/\*\*\*@127.0.0.1:9\/registry\) cannot be used: connect ECONNREFUSED/,
    );
  });

  it('a backup is refused, and says which tools make one', async () => {
    const registry = await commands();
    const { status, out, err } = await registry('backup /tmp/never-made.db');
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain('pg_dump');
    expect(err).toContain('ENCRYPTION_KEYS');
  });
});
