import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { loadShippedCatalog } from '@llm-registry/catalog';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseJson } from '../answers/json-text.js';
import { unconditional } from '../answers/tag.js';
import { readConfig } from '../config.js';
import { type Database, openDatabase } from '../db/connect.js';
import { layersOf } from '../revisions/layers.js';
import { createKeyring } from '../secrets/keyring.js';
import { createServices } from '../services.js';
import { runCommand } from './run.js';

const clock = () => new Date('2026-11-20T12:00:00Z');
const committed = new URL('../../../../packages/catalog/data/catalog.json', import.meta.url);
const keyring = createKeyring([Buffer.alloc(32, 7).toString('base64')]);

let folder: string;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'registry-catalog-'));
  expect((await registry('migrate')).status).toBe(0);
});
afterEach(() => rmSync(folder, { recursive: true }));

async function registry(...words: string[]) {
  const [out, err]: [string[], string[]] = [[], []];
  const environment = { DATABASE_URL: `sqlite:${join(folder, 'registry.db')}` };
  const status = await runCommand(words.join(' ').split(' '), {
    config: () => readConfig({ environment, folder, terminal: false }),
    print: (text) => void out.push(text),
    note: (text) => void err.push(text),
    clock,
  });
  return { status, out: out.join('\n'), err: err.join('\n') };
}

interface FileText {
  sequence: number;
  hash: string;
  content: { models: Record<string, unknown>[] };
}

/** The committed catalog, changed, one number later and with the hash that belongs to it. */
function changedCatalog(change: (models: FileText['content']['models']) => void): string {
  const file: FileText = JSON.parse(readFileSync(committed, 'utf8'));
  change(file.content.models);
  const hash = createHash('sha256').update(JSON.stringify(file.content)).digest('hex');
  return JSON.stringify({ ...file, sequence: file.sequence + 1, hash });
}

function written(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

/** What a server on the same database answers, while commands run beside it. */
async function served<T>(
  work: (services: ReturnType<typeof createServices>, database: Database) => Promise<T>,
) {
  const database = openDatabase(`sqlite:${join(folder, 'registry.db')}`);
  try {
    return await work(createServices({ database, keyring, clock }), database);
  } finally {
    await database.close();
  }
}

const dearer = (factor: number) => (models: Record<string, unknown>[]) => {
  const model = models.find((row) => JSON.stringify(row).includes('codestral-2508'));
  if (!model) throw new Error('The test needs another model.');
  for (const [key, value] of Object.entries(model)) {
    if (/cost/.test(key) && typeof value === 'number') model[key] = value * factor;
  }
};

describe('a catalog file', () => {
  it('that is newer is taken while a server runs, which answers from it at once, at a new revision', async () => {
    const file = written('newer.json.gz', gzipSync(changedCatalog(dearer(2))));
    await registry('keys create --organization acme --name ci --role editor');
    await served(async ({ models }, database) => {
      const shipped = loadShippedCatalog().models.find(({ model_name }) =>
        model_name.includes('codestral-2508'),
      );
      const name = shipped?.model_name ?? '';
      await models.upsert(
        { organization: 'acme', principal: 'key:a' },
        { model_name: 'acme/x', base_model_name: name },
        unconditional,
        false,
      );
      const priceOf = async (asked: string) =>
        parseJson((await models.get(await layersOf(database.read, 'acme'), asked)).text).input_cost;
      const before = await layersOf(database.read, 'acme');

      const diff = await registry('catalog', 'diff', file);
      expect(diff.out).toContain(`${name} input_cost:`);
      expect(await priceOf(name)).toBe(shipped?.input_cost);

      const { status, out } = await registry('catalog', 'import', file);
      expect(out).toContain('1 organizations were moved');
      expect(status).toBe(0);
      const twice = (shipped?.input_cost ?? 0) * 2;
      expect(await priceOf(name)).toBe(twice);
      expect(await priceOf('acme/x')).toBe(twice);
      expect((await layersOf(database.read, 'acme')).revision).toBe(before.revision + 1);
    });
    const again = await registry('catalog', 'import', file);
    expect(again).toMatchObject({ status: 1, err: expect.stringContaining('Take a newer one') });
  });

  it('in which a price moves by more than ten times needs --accept', async () => {
    const file = written('jump.json', changedCatalog(dearer(20)));
    expect(await registry('catalog', 'import', file)).toMatchObject({
      status: 1,
      err: expect.stringContaining('--accept takes them'),
    });
    expect((await registry('catalog', 'import', file, '--accept')).status).toBe(0);
  });

  it.each([
    ['not JSON', 'nonsense', 'is not a catalog that can be read'],
    ['another JSON', '{"models":[]}', 'is not a catalog file'],
    ['changed after it was made', readFileSync(committed, 'utf8').replace('0.15', '0.16'), 'its own hash'],
    ['without most models', changedCatalog((models) => void models.splice(100)), 'is refused'],
    [
      'with rows of another shape',
      changedCatalog((models) => void models.splice(0, 1, { id: 5 })),
      'refused|read',
    ],
  ])('that is %s is refused with one message', async (_what, text, why) => {
    const { status, err } = await registry('catalog', 'import', written('bad.json', text));
    expect(status).toBe(1);
    expect(err).toMatch(new RegExp(why));
    expect(err).not.toMatch(/\n\s+at /);
  });

  it('that is not there, or a bomb, is refused with one message', async () => {
    expect((await registry('catalog', 'diff', join(folder, 'nowhere.json'))).err).toContain('ENOENT');
    const bomb = written('bomb.json.gz', gzipSync(Buffer.alloc(80 * 1024 * 1024)));
    expect(await registry('catalog', 'import', bomb)).toMatchObject({
      status: 1,
      err: expect.stringContaining('is not a catalog that can be read'),
    });
  });
});
