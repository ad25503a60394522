import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { endServers, startServer } from '../../test/support/server-process.js';
import { runCommand } from './run.js';

const admin = `llmr_admin_${'a'.repeat(43)}`;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "registry's copy "));
});
afterEach(async () => {
  await endServers();
  rmSync(folder, { recursive: true });
});

async function registry(...words: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const status = await runCommand(words, {
    config: () => {
      throw new Error('No configuration is needed.');
    },
    print: (text) => void out.push(text),
    note: (text) => void err.push(text),
    clock: () => new Date(),
  });
  return { status, out: out.join('\n'), err: err.join('\n') };
}

/** Starts a server, speaks to it, and stops it. */
async function withServer<Result>(
  environment: Record<string, string>,
  work: (call: (method: string, path: string, body?: object) => Promise<Response>) => Promise<Result>,
): Promise<Result> {
  const server = startServer(folder, { ADMIN_API_KEY: admin, ...environment });
  const url = await server.ready();
  const headers = { authorization: `Bearer ${admin}`, 'content-type': 'application/json' };
  try {
    return await work((method, path, body) =>
      fetch(`${url}${path}`, { method, headers, ...(body && { body: JSON.stringify(body) }) }),
    );
  } finally {
    server.child.kill('SIGTERM');
    await server.exited();
  }
}

const paths = [
  '/api/models/mine',
  '/api/models/openai/gpt-4o-mini',
  '/api/providers/azure',
  '/api/providers',
];

onEveryEngine((_open, { freshUrl }) => {
  it('a server on the copy of a file answers what the one on the file did, with the keys that the command tells of', async () => {
    const [from, to] = [`sqlite:${join(folder, 'first.db')}`, await freshUrl()];
    const asked = (call: (method: string, path: string) => Promise<Response>) =>
      Promise.all(
        paths.map(async (path) => {
          const response = await call('GET', path);
          return { status: response.status, tag: response.headers.get('etag'), text: await response.text() };
        }),
      );
    const before = await withServer({ DATABASE_URL: from }, async (call) => {
      await call('POST', '/api/providers', {
        provider_id: 'azure',
        provider_name: 'Azure',
        api_key: 'sk-kept',
      });
      await call('POST', '/api/models', {
        model_name: 'mine',
        base_model_name: 'gpt-4o-mini',
        provider_id: 'azure',
      });
      return asked(call);
    });
    expect(before.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    expect(before[2]?.text).toContain('"secrets_readable":true');

    const { status, out, err } = await registry('copy', '--from', from, '--to', to);
    expect({ status, out }).toEqual({
      status: 0,
      out: expect.stringMatching(/^model +\d{4} +[0-9a-f]{64}$/m),
    });
    expect(err).toMatch(/^model: \d+ rows copied \(\d+ a second\)$/m);
    expect(err).toMatch(/^model: \d+ rows compared \(\d+ a second\)$/m);
    expect(err).toContain('The source has had no change since.');
    expect(err).toContain('Live clients go on from the copy where they are.');

    const advice = /ENCRYPTION_KEYS="\$\((.*)\)"/.exec(err)?.[1] ?? '';
    const keys = execFileSync('sh', ['-c', advice], { encoding: 'utf8' }).trim();
    expect(Buffer.from(keys, 'base64')).toHaveLength(32);
    expect(`${out}${err}`).not.toContain(keys);
    expect(await withServer({ DATABASE_URL: to, ENCRYPTION_KEYS: keys }, asked)).toEqual(before);
  }, 60_000);
});

describe('copy', () => {
  it('makes nothing where its source is not there', async () => {
    const [from, to] = [join(folder, 'none.db'), join(folder, 'new.db')];
    expect(await registry('copy', '--from', `sqlite:${from}`, '--to', `sqlite:${to}`)).toEqual({
      status: 1,
      out: '',
      err: `--from (sqlite:${from}): there is no database at ${from}. Name one that is there.`,
    });
    expect([existsSync(from), existsSync(to)]).toEqual([false, false]);
  });

  it('shows no password of an address that it refuses', async () => {
    const { status, err } = await registry('copy', '--from', 'postgres://me:hidden@host', '--to', 'sqlite:x');
    expect(status).toBe(1);
    expect(err).toMatch(/^--from \(postgres:\/\/\*\*\*@host\) must name a database at its end/);
  });

  it('needs both databases', async () => {
    expect(await registry('copy', '--from', 'sqlite:x')).toMatchObject({ status: 2 });
  });
});
