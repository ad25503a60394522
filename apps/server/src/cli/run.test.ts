import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAuthenticate } from '../auth/authenticate.js';
import { createKeyService } from '../auth/keys/service.js';
import { readConfig } from '../config.js';
import { openDatabase } from '../db/connect.js';
import { createCommit } from '../revisions/commit.js';
import { historyId } from '../revisions/history.js';
import { keyFilePath } from '../secrets/key-file.js';
import { runCommand } from './run.js';

const clock = () => new Date('2026-11-20T12:00:00Z');

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'registry-cli-'));
  file = join(folder, 'registry.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Done {
  status: number;
  /** What went to standard output, and to standard error. */
  out: string;
  err: string;
}

async function registry(words: string, environment: Record<string, string> = {}): Promise<Done> {
  const [out, err]: [string[], string[]] = [[], []];
  const variables = { DATABASE_URL: `sqlite:${file}`, ...environment };
  const status = await runCommand(words.split(' '), {
    config: () => readConfig({ environment: variables, folder, terminal: false }),
    print: (text) => void out.push(text),
    note: (text) => void err.push(text),
    clock,
  });
  return { status, out: out.join('\n'), err: err.join('\n') };
}

/** Who a key is to a server on the same database. */
async function whoIs(key: string) {
  const database = openDatabase(`sqlite:${file}`);
  const { find } = createKeyService({ database, commit: createCommit(database, clock), clock });
  try {
    return await createAuthenticate({ findKey: find, verifyJwt: null, clock })(`Bearer ${key}`);
  } finally {
    await database.close();
  }
}

const createKey = 'keys create --organization acme --name ci --role editor';

describe('keys create', () => {
  it('works on a database that nobody has used yet, and prints the key and nothing else', async () => {
    const { status, out, err } = await registry(`${createKey} --expires 90d`);
    expect(status).toBe(0);
    expect(out).toMatch(/^llmr_[\w-]+$/);
    expect(err).toContain('expires 2027-02-18T12:00:00.000Z');
    expect(err).not.toContain(out);
    expect(await whoIs(out)).toMatchObject({ organization: 'acme', role: 'editor', name: 'ci' });
  });

  it('answers a program with --json', async () => {
    const { out, err } = await registry(`${createKey} --json`);
    const key = JSON.parse(out);
    expect(key).toMatchObject({ organization: 'acme', role: 'editor', expires_at: null });
    expect(await whoIs(key.api_key)).toMatchObject({ organization: 'acme' });
    expect(err).toBe('');
  });

  it.each([
    ['a role that is none', 'keys create --organization acme --name ci --role boss', 'role must be viewer'],
    ['an expiry in the past', `${createKey} --expires 2020-01-01T00:00:00Z`, 'expiry must be'],
  ])('refuses %s', async (_what, words, why) => {
    const { status, out, err } = await registry(words);
    expect({ status, out }).toEqual({ status: 1, out: '' });
    expect(err).toContain(why);
  });
});

describe('keys list and keys revoke', () => {
  it('list every organization’s keys, or one’s, without a secret', async () => {
    const key = (await registry(createKey)).out;
    await registry('keys create --organization other --name laptop --role viewer');
    const all = await registry('keys list');
    expect(all.out).toMatch(/acme +ci +editor +never +never$/m);
    expect(all.out).toMatch(/other +laptop +viewer +never +never$/m);
    expect(all.out).not.toContain(key.split('_').slice(2).join('_'));
    const one = JSON.parse((await registry('keys list --organization other --json')).out);
    expect(one).toEqual([expect.objectContaining({ organization: 'other', name: 'laptop' })]);
  });

  it('revoke a key by its id, which a server then refuses', async () => {
    const key = (await registry(createKey)).out;
    const { status, out } = await registry(`keys revoke ${key.split('_')[1]}`);
    expect(status).toBe(0);
    expect(out).toContain('Revoked key');
    await expect(whoIs(key)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  it('say that there is no such key', async () => {
    await registry('migrate');
    expect(await registry('keys revoke nothing')).toMatchObject({
      status: 1,
      err: expect.stringContaining('"nothing"'),
    });
  });
});

/** What a database file's cursors are told apart by. */
async function historyOf(path: string): Promise<string> {
  const database = openDatabase(`sqlite:${path}`);
  try {
    return await historyId(database.read);
  } finally {
    await database.close();
  }
}

describe('history renew', () => {
  it('makes another history of the database', async () => {
    await registry(createKey);
    const before = await historyOf(file);
    expect(await registry('history renew')).toMatchObject({
      status: 0,
      out: expect.stringContaining('snapshot'),
    });
    expect(await historyOf(file)).not.toBe(before);
  });
});

describe('backup', () => {
  it('copies the database while another process is in the middle of writing', async () => {
    await registry(createKey);
    const other = openDatabase(`sqlite:${file}`);
    const transaction = await other.write.transaction();
    await transaction('setting').insert({ name: 'unfinished', value: 'x' });
    const { status, out, err } = await registry(`backup ${join(folder, 'copy.db')}`);
    expect({ status, out }).toEqual({
      status: 0,
      out: expect.stringMatching(/^Wrote .*copy\.db \(\d+ bytes\)\.$/),
    });
    expect(err).toContain(keyFilePath(file));
    await transaction.commit();
    await other.close();

    const copy = openDatabase(`sqlite:${join(folder, 'copy.db')}`);
    expect(await copy.read('api_key').select('organization')).toEqual([{ organization: 'acme' }]);
    expect(await copy.read('setting').where('name', 'unfinished')).toEqual([]);
    expect(await copy.read.raw('PRAGMA integrity_check')).toEqual([{ integrity_check: 'ok' }]);
    await copy.close();
    expect(statSync(join(folder, 'copy.db')).mode & 0o777).toBe(0o600);
  });

  it('is another history than the database it was made from', async () => {
    await registry(createKey);
    await registry(`backup ${join(folder, 'copy.db')}`);
    const histories = await Promise.all([file, join(folder, 'copy.db')].map(historyOf));
    expect(new Set(histories).size).toBe(2);
  });

  it('never overwrites a file, and leaves nothing half done', async () => {
    await registry(createKey);
    const target = join(folder, 'copy.db');
    await registry(`backup ${target}`);
    const before = statSync(target);
    expect(await registry(`backup ${target}`)).toMatchObject({
      status: 1,
      err: expect.stringContaining('exists already'),
    });
    expect(statSync(target).mtimeMs).toBe(before.mtimeMs);
    expect(await registry(`backup ${join(folder, 'none/copy.db')}`)).toMatchObject({
      status: 1,
      err: expect.stringContaining('There is no folder'),
    });
  });
});

describe('secrets rotate', () => {
  const keys = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')];

  it('says what it did', async () => {
    await registry('migrate');
    const { status, out } = await registry('secrets rotate --json', { ENCRYPTION_KEYS: keys.join(',') });
    expect(status).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ providers: 0, rotated: 0, unreadable: 0 });
  });
});

describe('catalog info', () => {
  it('says what ships, what is loaded and who reads it', async () => {
    await registry(createKey);
    const info = JSON.parse((await registry('catalog info --json')).out);
    expect(info.loaded).toEqual([
      expect.objectContaining({
        version: info.shipped.version,
        models: info.shipped.models,
        organizations: 1,
      }),
    ]);
    expect((await registry('catalog info')).out).toContain(info.shipped.version);
  });
});

describe('any command', () => {
  it.each(['keys list', 'keys revoke x', 'secrets rotate', 'catalog info', 'backup copy.db'])(
    '"%s" makes no database where there is none',
    async (words) => {
      const { status, err } = await registry(words);
      expect(status).toBe(1);
      expect(err).toContain(`There is no database at ${file}`);
      expect(existsSync(file)).toBe(false);
    },
  );

  it('is the server’s own configuration to its last fault', async () => {
    const { status, err } = await registry('keys list', { PORT: 'x' });
    expect(status).toBe(1);
    expect(err).toMatch(/The configuration cannot be used[\s\S]*PORT \("x"/);
  });

  it('has nothing to do with a database in memory', async () => {
    const { status, err } = await registry('migrate', { DATABASE_URL: 'sqlite::memory:' });
    expect(status).toBe(1);
    expect(err).toContain('in memory');
  });

  it.each([
    ['keys create --organization acme', "required option '--name <name>' not specified"],
    ['keys remove', "unknown command 'remove'"],
    ['nonsense', "unknown command 'nonsense'"],
    ['backup', "missing required argument 'file'"],
  ])('that is written wrongly ("%s") has the status 2', async (words, why) => {
    const { status, err } = await registry(words);
    expect(status).toBe(2);
    expect(err).toContain(why);
  });

  it('explains itself', async () => {
    const { status, out } = await registry('keys create --help', { PORT: 'x' });
    expect(status).toBe(0);
    expect(out).toContain('--expires <when>');
  });
});
