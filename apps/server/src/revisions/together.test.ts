import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { changesOf, writable } from '../../test/support/organizations.js';
import type { Database } from '../db/connect.js';
import { writeAhead } from '../db/written.js';
import { errors } from '../errors.js';
import { createCommit, type Outcome, type Work } from './commit.js';

const actor = { organization: 'acme', principal: 'key:test' };

const outcome = (name: string): Outcome<string> => ({
  value: name,
  change: { operation: 'test', kind: 'key', name, stored: null },
});

const setting = (tx: Knex.Transaction, name: string) =>
  tx('setting').insert({ name: `test ${name}`, value: '' });

/** Writes something of that name. */
const writes =
  (name: string): Work<string> =>
  async (tx) => {
    await setting(tx, name);
    return outcome(name);
  };

const refuse: Work<string> = () => Promise.reject(errors.preconditionFailed());

async function written(database: Database): Promise<string[]> {
  const rows = await database.read('setting').where('name', 'like', 'test %').orderBy('name').select('name');
  return rows.map(({ name }) => name.slice('test '.length));
}

type Transact = (work: (tx: Knex.Transaction) => Promise<unknown>) => Promise<unknown>;

/** Runs a transaction in another way, with the means to run it as usual. */
type Around = (transact: Transact, work: Parameters<Transact>[0]) => Promise<unknown>;

/** Commits through a database whose transactions are run as a test says. */
async function committing(database: Database, around: Around = (transact, work) => transact(work)) {
  const { clock } = await writable(database);
  let transactions = 0;
  const transaction: Transact = (work) => {
    transactions += 1;
    return around((given) => database.write.transaction(given), work);
  };
  const write = new Proxy(database.write, {
    get: (target, property) => (property === 'transaction' ? transaction : Reflect.get(target, property)),
  });
  const commit = createCommit({ ...database, write }, clock);
  return { commit: <T>(work: Work<T>) => commit(actor, work), transactions: () => transactions };
}

const named = (message: string, code: string): Error => Object.assign(new Error(message), { code });

/** What either engine is taken to be away by. */
const gone = named('Connection terminated unexpectedly', 'SQLITE_IOERR');

onEveryEngine((open) => {
  describe('units of work of one moment', () => {
    it('share a transaction, each with a revision and a change row of its own', async () => {
      const database = await open();
      const { commit, transactions } = await committing(database);
      const done = await Promise.all(['a', 'b', 'c'].map((name) => commit(writes(name))));
      expect(done).toEqual([
        { value: 'a', revision: 1 },
        { value: 'b', revision: 2 },
        { value: 'c', revision: 3 },
      ]);
      expect(transactions()).toBe(1);
      expect((await changesOf(database, 'acme')).map(({ name, revision }) => [name, revision])).toEqual([
        ['a', 1],
        ['b', 2],
        ['c', 3],
      ]);
    });

    it('find what those before them have done', async () => {
      const { commit } = await committing(await open());
      const seen = await Promise.all([
        commit(async (tx, layers) => {
          await tx('organization').insert({
            id: 'acme',
            catalog: layers.shipped,
            created_at: '2026-11-01T00:00:00.000Z',
            catalog_visibility: 'base_only',
          });
          const change = { operation: 'test', kind: 'organization', name: 'acme', stored: null } as const;
          return { value: layers, change, counts: { own: 3, hidden: 0 } };
        }),
        commit(async (_tx, layers) => ({ value: layers, change: null })),
      ]);
      expect(seen.map(({ value }) => value)).toMatchObject([
        { revision: 0, ownCount: 0, catalogVisibility: 'listed' },
        { revision: 1, ownCount: 3, catalogVisibility: 'base_only' },
      ]);
    });

    it('are answered once they are durable, also those that are refused', async () => {
      const order: string[] = [];
      const { commit } = await committing(await open(), async (transact, work) => {
        const result = await transact(work);
        order.push('durable');
        return result;
      });
      await Promise.all([
        commit(writes('a')).then(() => order.push('answered')),
        commit(refuse).catch(() => order.push('refused')),
      ]);
      expect(order).toEqual(['durable', 'answered', 'refused']);
    });
  });

  describe('of units that share a transaction', () => {
    it('one that is refused before it has written leaves no trace, and the others nothing to do again', async () => {
      const database = await open();
      const { commit, transactions } = await committing(database);
      const done = await Promise.allSettled([commit(writes('a')), commit(refuse), commit(writes('b'))]);
      expect(done).toMatchObject([
        { value: { revision: 1 } },
        { reason: { code: 'precondition_failed' } },
        { value: { revision: 2 } },
      ]);
      expect(transactions()).toBe(1);
    });

    it.each([
      ['is refused', () => Promise.reject(errors.preconditionFailed())],
      ['fails', () => Promise.reject(new Error('a defect'))],
      [
        'sends a statement that the engine refuses',
        (tx: Knex.Transaction) => tx('setting').insert({ name: 'test a' }),
      ],
    ])('one that %s after it has written takes none along', async (_how, fail) => {
      const database = await open();
      const { commit } = await committing(database);
      const done = await Promise.allSettled([
        commit(writes('a')),
        commit(async (tx) => {
          await setting(tx, 'x');
          await fail(tx);
          return outcome('x');
        }),
        commit(writes('b')),
      ]);
      expect(done).toMatchObject([
        { value: { revision: 1 } },
        { status: 'rejected' },
        { value: { revision: 2 } },
      ]);
      expect(await written(database)).toEqual(['a', 'b']);
      expect((await changesOf(database, 'acme')).map(({ name }) => name)).toEqual(['a', 'b']);
    });

    it('one whose statement fails after it was done takes none along, and none is blamed for it', async () => {
      const database = await open();
      const { commit } = await committing(database);
      const done = await Promise.allSettled([
        commit(writes('a')),
        commit(async (tx) => {
          await writeAhead(tx, tx('setting').insert({ name: 'test x' }));
          return outcome('x');
        }),
        commit(async (tx, layers) => {
          await tx('setting').where('name', 'test a');
          return writes('b')(tx, layers);
        }),
        commit(refuse),
      ]);
      expect(done).toMatchObject([
        { value: { revision: 1 } },
        { reason: { code: expect.stringMatching(/^(SQLITE_CONSTRAINT|23502)/) } },
        { value: { revision: 2 } },
        { reason: { code: 'precondition_failed' } },
      ]);
      expect(await written(database)).toEqual(['a', 'b']);
    });

    it('one is refused only where it has written nothing, its statements under way included', async () => {
      const database = await open();
      const { commit } = await committing(database);
      const done = await Promise.allSettled([
        commit(writes('a')),
        commit(async (tx) => {
          await writeAhead(tx, setting(tx, 'x'));
          throw errors.preconditionFailed();
        }),
      ]);
      expect(done).toMatchObject([{ value: { revision: 1 } }, { reason: { code: 'precondition_failed' } }]);
      expect(await written(database)).toEqual(['a']);
    });

    it('each is stored for which there is room, where there is none for all of them', async () => {
      const database = await open();
      const code = { sqlite: 'SQLITE_FULL', postgres: '53100' }[database.dialect.name];
      const { commit, transactions } = await committing(database, (transact, work) =>
        transact(async (tx) => {
          const result = await work(tx);
          const [row] = await tx('change').whereNot('name', 'a').count({ count: '*' });
          if (Number(row?.count) > 1) throw named('disk full', code);
          return result;
        }),
      );
      const done = await Promise.allSettled(['a', 'b', 'c'].map((name) => commit(writes(name))));
      expect(done).toMatchObject([
        { value: { revision: 1 } },
        { value: { revision: 2 } },
        { reason: { code } },
      ]);
      expect(await written(database)).toEqual(['a', 'b']);
      expect(transactions()).toBe(4);
    });

    it('none waits for the others where the database goes away', async () => {
      const { commit, transactions } = await committing(await open(), (transact, work) =>
        transact(async (tx) => {
          await work(tx);
          throw gone;
        }),
      );
      const done = await Promise.allSettled(['a', 'b', 'c'].map((name) => commit(writes(name))));
      expect(done).toMatchObject([{ reason: gone }, { reason: gone }, { reason: gone }]);
      expect(transactions()).toBe(1);
    });
  });

  it('a commit that nobody answered is not done a second time', async () => {
    const database = await open();
    const { commit, transactions } = await committing(database, async (transact, work) => {
      await transact(work);
      throw gone;
    });
    const done = await Promise.allSettled(['a', 'b'].map((name) => commit(writes(name))));
    expect(done.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(transactions()).toBe(1);
    expect(await written(database)).toEqual(['a', 'b']);
  });
});
