import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Engine, engines, onEach, onEveryEngine, onlyOn } from '../../test/support/databases.js';
import { answersOf, fill } from '../../test/support/filled.js';
import { isShortForm } from '../../test/support/form.js';
import { newKeyring } from '../../test/support/providers.js';
import { type Database, openDatabase } from '../db/connect.js';
import { migrate, migrateDown } from '../db/migrate.js';
import { historyId } from '../revisions/history.js';
import { catalogTurn } from '../revisions/turns.js';
import { copyDatabase } from './copy.js';
import type { Heard } from './fill.js';
import { placeOf } from './place.js';
import { columnsOf, copiedTables } from './tables.js';

const keyring = newKeyring();

const layer = {
  sequence: 1,
  model_count: 0,
  version: '1',
  as_of: '2026-11-01',
  loaded_at: '2026-11-01T00:00:00.000Z',
  ordinal: 1,
};

const copying = (from: string, to: string, heard?: Heard) =>
  copyDatabase(placeOf('--from', from), placeOf('--to', to), heard);

async function on<Result>(url: string, work: (database: Database) => Promise<Result>): Promise<Result> {
  const database = openDatabase(url);
  return work(database).finally(database.close);
}

async function filled(url: string): Promise<string> {
  await on(url, async (database) => {
    await migrate(database, 'test');
    await fill(database, keyring);
  });
  return url;
}

const answers = (url: string) => on(url, (database) => answersOf(database, keyring));

/** Whether somebody waits for a turn that another has. */
async function isWaitedFor({ read }: Database): Promise<boolean> {
  const { rows: waiting } = await read.raw(`select 1 from pg_locks where locktype = 'advisory' and not granted
    and database = (select oid from pg_database where datname = current_database())`);
  return waiting.length > 0;
}

/** Every row of a database, ciphertexts and hashes as they are. */
const rows = (url: string) =>
  on(url, async ({ read, dialect }) => {
    const all: [table: string, rows: Record<string, unknown>[]][] = [];
    for (const { name, key } of copiedTables) {
      const columns = await columnsOf(read, dialect, name);
      all.push([
        name,
        await read(name)
          .select(columns)
          .orderBy([...key]),
      ]);
    }
    return all;
  });

const historyOf = (url: string) => on(url, ({ read }) => historyId(read));

const withoutHistory = (all: Awaited<ReturnType<typeof rows>>) =>
  all.map(([name, its]) => [name, its.filter((row) => row['name'] !== 'history_id')]);

/** How many rows the tables hold besides settings. */
const count = (url: string) =>
  on(url, async ({ read }) => {
    let sum = 0;
    for (const { name } of copiedTables.filter((table) => table.name !== 'setting'))
      sum += Number((await read(name).count({ count: '*' }))[0]?.['count']);
    return sum;
  });

/** The short form copies from one engine to the other, which says more than copying within one. */
const targetsOf = (source: Engine): readonly Engine[] =>
  isShortForm && engines.length > 1 ? engines.filter((engine) => engine !== source) : engines;

onEveryEngine((_openSource, source) => {
  describe('a copy', () => {
    onEach(targetsOf(source.engine), (_openTarget, target) => {
      it('holds the same rows, and its services give the same answers', async () => {
        const [from, to] = [await filled(await source.freshUrl()), await target.freshUrl()];
        const { tables, changesSince, historyKept } = await copying(from, to);
        expect(await rows(to)).toEqual(await rows(from));
        expect(await answers(to)).toEqual(await answers(from));
        expect({ changesSince, historyKept }).toEqual({ changesSince: 0, historyKept: true });
        expect(tables.map(({ name }) => name)).toEqual(copiedTables.map(({ name }) => name));
        expect(tables.find(({ name }) => name === 'provider')?.rows).toBeGreaterThan(3);
      });

      it('has nothing of what was written while it was made, and counts that', async () => {
        const [from, to] = [await filled(await source.freshUrl()), await target.freshUrl()];
        const before = await rows(from);
        const written = new Set<string>();
        const { changesSince } = await copying(from, to, async ({ step, table }) => {
          if (step !== 'copied' || written.has(table)) return;
          written.add(table);
          await on(from, async ({ write }) => {
            await write('model').update({ display_name: `changed during ${table}` });
            await write('organization').where('id', 'acme').increment('revision', 1);
            await write('setting').insert({ name: `added during ${table}`, value: '' });
          });
        });
        expect(withoutHistory(await rows(to))).toEqual(withoutHistory(before));
        expect(changesSince).toBe(copiedTables.length);
      });

      it.each<[string, (database: Database) => Promise<unknown>]>([
        ['a change', ({ write }) => write('organization').where('id', 'acme').increment('revision', 1)],
        ['a catalog', ({ write }) => write('catalog_layer').increment('ordinal', 1)],
      ])('begins another history where %s came after, which a client may have seen', async (_, change) => {
        const [from, to] = [await filled(await source.freshUrl()), await target.freshUrl()];
        const { historyKept } = await copying(from, to, async ({ step, table, done }) => {
          if (step === 'compared' && table === 'change' && done) await on(from, change);
        });
        expect(historyKept).toBe(false);
        expect(await historyOf(to)).not.toBe(await historyOf(from));
      });

      it('that is killed in the middle leaves nothing, and can be made again', async () => {
        const [from, to] = [await filled(await source.freshUrl()), await target.freshUrl()];
        const program = fileURLToPath(new URL('../../test/support/copying-process.ts', import.meta.url));
        const child = spawn(process.execPath, ['--import', 'tsx', program, from, to], { stdio: 'inherit' });
        expect(await once(child, 'close')).toEqual([null, 'SIGKILL']);
        expect(await count(to)).toBe(0);
        await copying(from, to);
        expect(await rows(to)).toEqual(await rows(from));
      }, 60_000);

      it('is refused where there is something already, and changes nothing there', async () => {
        const [from, to] = [await filled(await source.freshUrl()), await filled(await target.freshUrl())];
        const before = await rows(to);
        await expect(copying(from, to)).rejects.toThrow(
          /^--to \(.*\) is not empty: there are rows in its table "catalog_layer"/,
        );
        expect(await rows(to)).toEqual(before);
      });
    });

    it('of itself is refused', async () => {
      const from = await source.freshUrl();
      await on(from, (database) => migrate(database, 'test'));
      await expect(copying(from, from)).rejects.toThrow(/names the database that --from names/);
    });

    it('takes no database of others, on either side', async () => {
      const [mine, theirs] = [await filled(await source.freshUrl()), await source.freshUrl()];
      await on(theirs, async ({ write }) => write.schema.createTable('theirs', (table) => table.text('id')));
      await expect(copying(mine, theirs)).rejects.toThrow(
        /^--to .* is not empty: it holds tables that are not ours/,
      );
      await expect(copying(theirs, mine)).rejects.toThrow(/^--from .* is no database of the registry/);
      expect(await on(theirs, ({ dialect, write }) => dialect.contents(write))).toEqual(['theirs']);
    });

    it('takes no database of another version, on either side', async () => {
      const [mine, theirs, empty] = [
        await filled(await source.freshUrl()),
        await source.freshUrl(),
        await source.freshUrl(),
      ];
      await on(theirs, async (database) => {
        await migrate(database, 'test');
        await database
          .write('llm_registry_migrations')
          .insert({ name: '9999-newer', batch: 2, migration_time: new Date() });
      });
      await expect(copying(mine, theirs)).rejects.toThrow(/^--to .* was migrated by a newer version/);
      await expect(copying(theirs, empty)).rejects.toThrow(/^--from .* was migrated by a newer version/);
      await on(mine, migrateDown);
      await expect(copying(mine, empty)).rejects.toThrow(/^--from .* older version. Run "registry migrate"/);
    });
  });

  it('a copy that came out different is not kept', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'registry-copy-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const [from, to] = [await filled(await source.freshUrl()), `sqlite:${join(folder, 'copy.db')}`];
    await on(to, async (database) => {
      await migrate(database, 'test');
      await database.write.raw(`create trigger spoil after insert on model when new.name = 'deployed'
        begin update model set display_name = 'spoilt' where layer = new.layer and name = new.name; end`);
    });
    await expect(copying(from, to)).rejects.toThrow(/table "model" differs after it was copied/);
    expect(await count(to)).toBe(0);
  });
});

describe.skipIf(engines.length === 1)('the way up and back', () => {
  onlyOn('sqlite', (_sqlite, { freshUrl: file }) => {
    onlyOn('postgres', (_postgres, { freshUrl }) => {
      it('ends where it began', async () => {
        const [first, up, back] = [await filled(await file()), await freshUrl(), await file()];
        const there = await copying(first, up);
        const again = await copying(up, back);
        expect(again).toEqual(there);
        expect(await answers(back)).toEqual(await answers(first));
      });
    });
  });
});

onlyOn('postgres', (_open, { freshUrl }) => {
  it('a server that is loading its catalog into the target is waited for, and then the target is not empty', async () => {
    const [from, to] = [await filled(await freshUrl()), await freshUrl()];
    await on(to, async (database) => {
      await migrate(database, 'test');
      const loading = await database.write.transaction();
      await database.dialect.takeTurn(loading, catalogTurn);
      await loading('catalog_layer').insert({ ...layer, id: 'c:1:theirs' });
      let ended = false;
      const copied = copying(from, to).finally(() => {
        ended = true;
      });
      const result = expect(copied).rejects.toThrow(
        /is not empty: there are rows in its table "catalog_layer"/,
      );
      while (!ended && !(await isWaitedFor(database))) await delay(5);
      await loading.commit();
      await result;
      expect(await database.read('catalog_layer').select('id')).toEqual([{ id: 'c:1:theirs' }]);
    });
  });

  it('a copy whose connection is lost leaves nothing', async () => {
    const [from, to] = [await filled(await freshUrl()), await freshUrl()];
    const lost = copying(from, to, ({ table }) =>
      table !== 'model'
        ? undefined
        : on(to, async ({ write }) => {
            await write.raw(`select pg_terminate_backend(pid) from pg_stat_activity
              where datname = current_database() and pid <> pg_backend_pid()`);
          }),
    );
    await expect(lost).rejects.toThrow(/^--to \(postgres:\/\/\*\*\*@.*a copy that is cut leaves nothing/);
    expect(await count(to)).toBe(0);
  });

  it('a server that is not there is named without its password', async () => {
    const failed = copying(await filled(await freshUrl()), 'postgres://me:secret@127.0.0.1:1/none');
    await expect(failed).rejects.toThrow(
      /^--to \(postgres:\/\/\*\*\*@127.0.0.1:1\/none\) cannot be used: .*ECONNREFUSED/,
    );
    await expect(failed).rejects.not.toThrow(/secret/);
  });
});

onlyOn('sqlite', (_open, { freshUrl }) => {
  it('a file that is not there is not made', async () => {
    const [from, to] = [await freshUrl(), await freshUrl()];
    await expect(copying(from, to)).rejects.toThrow(/there is no database at /);
    expect([from, to].map((url) => existsSync(url.replace('sqlite:', '')))).toEqual([false, false]);
  });

  it('a file under another name is the same database', async () => {
    const from = await filled(await freshUrl());
    const link = `${from}.link`.replace('sqlite:', '');
    symlinkSync(from.replace('sqlite:', ''), link);
    await expect(copying(from, `sqlite:${link}`)).rejects.toThrow(/names the database that --from names/);
  });

  it('a file that is no database is named', async () => {
    const from = (await filled(await freshUrl())).replace('sqlite:', '');
    const other = `${from}.txt`;
    copyFileSync(fileURLToPath(import.meta.url), other);
    await expect(copying(`sqlite:${other}`, await freshUrl())).rejects.toThrow(/^--from .* not a database/);
    await expect(copying(`sqlite:${from}`, `sqlite:${other}`)).rejects.toThrow(/^--to .* not a database/);
  });

  it.each(['mysql://x', 'postgres://host', 'sqlite::memory:', ''])('the address "%s" is refused', (url) => {
    expect(() => placeOf('--to', url)).toThrow(/^--to \(.*\) (must|names)/);
  });
});
