import { vi } from 'vitest';
import type { Database } from '../../src/db/connect.js';
import type { Engine } from '../support/databases.js';

/** Brings a fault over the storage of a database. Answers what ends it. */
export type StorageFault = (database: Database) => Promise<() => Promise<void>>;

/** Has PostgreSQL run a line of PL/pgSQL for each change. */
function onEachChange(line: string, when = 'before insert on change'): StorageFault {
  return async ({ write }) => {
    await write.raw(
      `create function storage_fault() returns trigger language plpgsql as $$ begin ${line}; return new; end $$`,
    );
    const constraint = when.startsWith('after') ? 'constraint' : '';
    await write.raw(
      `create ${constraint} trigger storage_fault ${when} for each row execute function storage_fault()`,
    );
    return async () => {
      await write.raw('drop function storage_fault() cascade');
    };
  };
}

/** There is room for a few changes more. */
export const fullDisk: Record<Engine, StorageFault> = {
  /** The limit is SQLite's own, and so is what it says of it. */
  async sqlite({ write }) {
    const [{ page_count: pages }] = await write.raw('PRAGMA page_count');
    await write.raw(`PRAGMA max_page_count = ${pages + 30}`);
    return async () => {
      await write.raw('PRAGMA max_page_count = 4294967294');
    };
  },
  async postgres(database) {
    const [before] = await database.read('change').count({ count: '*' });
    return onEachChange(
      `if (select count(*) from change) >= ${Number(before?.count) + 30} then
         raise exception using message = 'could not extend file', errcode = 'disk_full'; end if`,
    )(database);
  },
};

/** The files may be read and not written: a disk that was mounted anew after an error, a server that follows another one. */
export const readOnly: Record<Engine, StorageFault> = {
  async sqlite({ write }) {
    await write.raw('PRAGMA query_only = ON');
    return async () => {
      await write.raw('PRAGMA query_only = OFF');
    };
  },
  postgres: onEachChange(
    `raise exception using message = 'cannot execute INSERT in a read-only transaction',
       errcode = 'read_only_sql_transaction'`,
  ),
};

/** Milliseconds that a commit takes on a disk that is slow, and that each of the changes adds which share it. */
const slowness = 100;
const slownessEach = 10;

interface Driver {
  prepare(sql: string): unknown;
}

/** A pool of knex's with one connection; its type leaves the connections open. */
interface Connections {
  acquireConnection(): Promise<Driver>;
  releaseConnection(connection: Driver): Promise<void>;
}

/** Every commit takes its time: in the engine's own process, as SQLite's is ours, and so nothing else runs meanwhile. */
export const slowDisk: Record<Engine, StorageFault> = {
  async sqlite({ write }) {
    const connections: Connections = write.client;
    const driver = await connections.acquireConnection();
    await connections.releaseConnection(driver);
    const prepare = driver.prepare.bind(driver);
    const slowly = vi.spyOn(driver, 'prepare').mockImplementation((sql) => {
      if (/^commit/i.test(sql)) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, slowness);
      return prepare(sql);
    });
    return async () => {
      if (slowly.mock.calls.every(([sql]) => !/^commit/i.test(sql))) throw new Error('Nothing was slow.');
      slowly.mockRestore();
    };
  },
  postgres: onEachChange(
    `perform pg_sleep(${slownessEach / 1_000})`,
    'after insert on change deferrable initially deferred',
  ),
};
