import { expect, it } from 'vitest';
import { onlyOn, openAgain } from '../../test/support/databases.js';
import { openDatabase } from './connect.js';
import { migrate, UnusableDatabase } from './migrate.js';
import { transact } from './transaction.js';

const failureOf = (work: PromiseLike<unknown>): Promise<unknown> =>
  Promise.resolve(work).then(
    () => undefined,
    (error: unknown) => error,
  );

onlyOn('postgres', (open, { freshUrl }) => {
  it('sessions say whose they are, and are not waited for without end', async () => {
    const { read, write } = await open();
    const settings = ['application_name', 'statement_timeout', 'lock_timeout', 'transaction_read_only'];
    const shown = settings.map((name) => `current_setting('${name}')`).join(` || ' ' || `);
    const of = async (queries: typeof read) => (await queries.raw(`select ${shown} as shown`)).rows[0].shown;
    expect(await of(write)).toBe('llm-registry 15s 5s off');
    expect(await of(read)).toBe('llm-registry 15s 5s on');
  });

  it('a commit is on disk before it is answered, whatever the server’s default is', async () => {
    const { write } = await open();
    // The server of the tests has `off`.
    expect((await write.raw('show synchronous_commit')).rows).toEqual([{ synchronous_commit: 'on' }]);
  });

  it('counts and windows are numbers', async () => {
    const { read } = await open();
    const row = await read.first(read.raw('9007199254740991::bigint as window, count(*) as count'));
    expect(row).toEqual({ window: Number.MAX_SAFE_INTEGER, count: 1 });
  });

  it('two transactions that lock each other out both succeed, one of them at its second try', async () => {
    const database = await open();
    await database.write('setting').insert([
      { name: 'a', value: '0' },
      { name: 'b', value: '0' },
    ]);
    let tries = 0;
    let arrived = 0;
    const bothHold = new Promise<void>((resolve) => {
      const timer = setInterval(() => {
        if (arrived < 2) return;
        clearInterval(timer);
        resolve();
      }, 1);
    });
    const increasing = (first: string, second: string) =>
      transact(database, async (tx) => {
        tries += 1;
        const increase = (name: string) =>
          tx('setting')
            .where({ name })
            .update({ value: tx.raw('(value::int + 1)::text') });
        await increase(first);
        arrived += 1;
        await bothHold;
        await increase(second);
      });
    await Promise.all([increasing('a', 'b'), increasing('b', 'a')]);
    expect(tries).toBe(3);
    expect(await database.read('setting').whereIn('name', ['a', 'b']).orderBy('name').pluck('value')).toEqual(
      ['2', '2'],
    );
  });

  it('a table that a newer program changes meanwhile costs no write', async () => {
    const database = await open();
    const setting = () => transact(database, (tx) => tx('setting').where('name', 'history_id').first());
    for (let times = 0; times < 3; times += 1) expect(await setting()).not.toHaveProperty('newer');
    const newer = openAgain(database);
    await newer.write.schema.alterTable('setting', (columns) => void columns.text('newer'));
    await newer.close();
    expect(await setting()).toHaveProperty('newer', null);
  });

  it('a pool without a free connection is a database that does not answer, and not a wait without end', async () => {
    const database = openDatabase(await freshUrl(), { poolSize: 2 });
    await database.write.transaction(async () => {
      const waited = await failureOf(database.write.raw('select 1'));
      expect(database.dialect.isUnavailable(waited)).toBe(true);
    });
    await database.close();
  });

  it('a statement that takes too long and a server that is not there are told from mistakes', async () => {
    const { write, dialect } = await open();
    const tooLong = await failureOf(
      write.transaction(async (tx) => {
        await tx.raw('set local statement_timeout = 10');
        await tx.raw('select pg_sleep(5)');
      }),
    );
    expect(dialect.isUnavailable(tooLong)).toBe(true);
    expect(dialect.isUnavailable(await failureOf(write.raw('selec 1')))).toBe(false);
    const nowhere = openDatabase('postgres://user:secret@127.0.0.1:9/registry');
    const refused = await failureOf(nowhere.read.raw('select 1'));
    expect([dialect.isUnavailable(refused), dialect.isNotThereYet(refused)]).toEqual([true, true]);
    await nowhere.close();
  });

  it.each(['require', 'verify-full', 'no-verify'])(
    'sslmode=%s never falls back to plain text',
    async (mode) => {
      // The server of the tests has no certificate.
      const database = openDatabase(`${await freshUrl()}?sslmode=${mode}`);
      const refused = await failureOf(database.read.raw('select 1'));
      await database.close();
      expect(String(refused)).toContain('does not support SSL');
      expect(database.dialect.isUnavailable(refused)).toBe(true);
      expect(database.dialect.isNotThereYet(refused)).toBe(false);
    },
  );

  it('a session that another one ends is replaced', async () => {
    const { write, read, dialect } = await open();
    const { rows } = await write.raw('select pg_backend_pid() as pid');
    await read.raw('select pg_terminate_backend(?)', [rows[0].pid]);
    await expect.poll(async () => (await failureOf(write.raw('select 1'))) ?? 'answered').toBe('answered');
    const gone = await failureOf(
      write.transaction(async (tx) => {
        const own = await tx.raw('select pg_backend_pid() as pid');
        await read.raw('select pg_terminate_backend(?)', [own.rows[0].pid]);
        await tx('setting').insert({ name: 'n', value: '1' });
      }),
    );
    expect(dialect.isUnavailable(gone)).toBe(true);
    expect(await write('setting').where('name', 'n').first()).toBeUndefined();
  });

  it('text in another encoding than UTF-8 is refused, because not every name could be kept', async () => {
    const url = await freshUrl();
    const maker = openDatabase(url);
    const name = new URL(url).pathname.slice(1);
    await maker.write.raw(
      `create database ${name}_latin encoding 'LATIN1' locale 'C' locale_provider libc template template0`,
    );
    const latin = openDatabase(`${url}_latin`);
    const refused = await failureOf(migrate(latin, 'shown'));
    await latin.close();
    await maker.write.raw(`drop database ${name}_latin`);
    await maker.close();
    expect(refused).toBeInstanceOf(UnusableDatabase);
    expect(String(refused)).toContain('DATABASE_URL (shown) keeps text as LATIN1');
  });
});
