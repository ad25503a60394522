import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../../src/db/connect.js';
import { migrate } from '../../src/db/migrate.js';
import { layersOf } from '../../src/revisions/layers.js';
import { appOn } from '../support/app.js';
import { type Engine, onEveryEngine } from '../support/databases.js';
import { newEncodedKey } from '../support/providers.js';
import { callsTo } from './calls.js';
import { damageIn } from './damage.js';
import { type Acknowledged, createFamilies } from './families.js';

const cli = fileURLToPath(new URL('../../dist/cli.js', import.meta.url));

/** How a copy of a database is made while servers write to it: the words of a command that makes a file. */
const ways: Record<Engine, Record<string, (url: string, file: string) => string[]>> = {
  sqlite: {
    backup: (_url, file) => ['backup', file],
    copy: (url, file) => ['copy', '--from', url, '--to', `sqlite:${file}`],
  },
  postgres: {
    copy: (url, file) => ['copy', '--from', url, '--to', `sqlite:${file}`],
  },
};

/** What the acknowledged writes up to a revision have left, by name. */
function modelsAt(acknowledged: readonly Acknowledged[], revision: number): Map<string, number | null> {
  const until = acknowledged.filter((write) => write.revision <= revision);
  return new Map(until.sort((a, b) => a.revision - b.revision).map(({ name, value }) => [name, value]));
}

/** The values of all own models, and of the bases of those that inherit. */
async function valuesIn({ read }: Database): Promise<Map<string, { value: number; base: string | null }>> {
  const rows = await read('model').where('layer', 'o:acme').select('name', 'base_name', 'answer');
  return new Map(
    rows.map(({ name, base_name: base, answer }) => [
      name,
      { value: JSON.parse(answer).max_context_window, base },
    ]),
  );
}

const logOf = ({ read }: Database, upTo: number) =>
  read('change')
    .where('organization', 'acme')
    .where('revision', '<=', upTo)
    .orderBy('revision')
    .select('revision', 'at', 'principal', 'operation', 'name', 'stored', 'catalog');

onEveryEngine((_open, { engine, freshUrl }) => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'registry-backup-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** Runs a command as a process of its own, so that nothing here waits for it. */
  async function command(words: string[], url: string): Promise<void> {
    const env = { PATH: process.env['PATH'], DATABASE_URL: url, ENCRYPTION_KEYS: newEncodedKey() };
    await promisify(execFile)(process.execPath, [cli, ...words], { cwd: folder, env });
  }

  describe.each(Object.entries(ways[engine]))(
    'a %s that is made while eight clients write',
    (_way, wordsOf) => {
      it('is the database of one moment, and a server goes on from it', async () => {
        const url = await freshUrl();
        const source = openDatabase(url);
        await migrate(source, 'test');
        const app = await appOn(source, { RATE_LIMIT_PER_MINUTE: '0' });
        const families = createFamilies(8);
        const call = callsTo(app.url, app.keys.editor);
        await families.found(call);
        const stop = families.writing(call);
        const copies: string[] = [];
        for (const name of ['one.db', 'two.db']) {
          const enough = families.acknowledged.length + 50;
          while (families.acknowledged.length < enough) await delay(1);
          copies.push(join(folder, name));
          const before = families.acknowledged.length;
          await command(wordsOf(url, join(folder, name)), url);
          expect(families.acknowledged.length, 'writes meanwhile').toBeGreaterThan(before);
        }
        await stop();

        const revisions: number[] = [];
        for (const file of copies) {
          const copy = openDatabase(`sqlite:${file}`);
          const { revision, catalogOrdinal } = await layersOf(copy.read, 'acme');
          revisions.push(revision);
          const values = await valuesIn(copy);
          for (const [name, value] of modelsAt(families.acknowledged, revision))
            expect(values.get(name)?.value ?? null, name).toBe(value);
          for (const [name, { value, base }] of values)
            if (base !== null) expect(values.get(base)?.value, name).toBe(value);
          const count = revision - catalogOrdinal;
          expect(await logOf(copy, Number.MAX_SAFE_INTEGER)).toEqual(await logOf(source, count));
          await copy.close();
          expect(await damageIn(`sqlite:${file}`, 'sqlite')).toEqual([]);
        }
        expect(revisions).toEqual([...new Set(revisions)].sort((a, b) => a - b));
        await app.close();
        await source.close();

        const restored = openDatabase(`sqlite:${copies[0]}`);
        await migrate(restored, 'test');
        const again = await appOn(restored);
        const answer = await callsTo(again.url, again.keys.editor)('POST', '/api/models', {
          model_name: 'new',
        });
        expect(answer.status).toBe(201);
        await again.close();
        await restored.close();
      }, 120_000);
    },
  );
});
