import BetterSqlite3Dialect from 'knex/lib/dialects/better-sqlite3/index.js';
import SqliteTransaction from 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js';
import { commitAside } from './commit-aside.js';
import { sqliteDriver } from './drivers.js';
import { keepStatements } from './kept-statements.js';
import { whenUnlocked } from './lock.js';
import type { oneRow } from './rows-of.js';

/**
 * Takes the write lock when the transaction begins: one that reads first and then finds that another process has
 * written could not go on.
 */
class ImmediateTransaction extends SqliteTransaction {
  override async begin(connection: { inTransaction: boolean }): Promise<unknown> {
    // A COMMIT that failed (full disk) may leave its transaction open on the pool's one connection.
    if (connection.inTransaction) await this.trxClient.query(connection, 'ROLLBACK;');
    try {
      return await whenUnlocked(() => this.trxClient.query(connection, 'BEGIN IMMEDIATE;'));
    } catch {
      // Once more through the way that rejects the whole transaction.
      return this.query(connection, 'BEGIN IMMEDIATE;');
    }
  }
}

/** A transaction is over before its end: SQLite takes one back by itself where the disk is full, for example. */
class TransactionEnded extends Error {
  /** What SQLite itself says of statements that were under way then. */
  readonly code = 'SQLITE_ABORT_ROLLBACK';
}

interface Connection {
  inTransaction: boolean;
  prepare(sql: string): {
    get(bindings: readonly unknown[]): object | undefined;
    run(): unknown;
  };
}

interface Statement {
  sql: string;
  bindings?: readonly unknown[];
  options?: Partial<typeof oneRow>;
  context?: { changes?: number };
}

/** What comes after the engine has ended a transaction would be kept by itself, and there is nothing to take back. */
async function afterTheEnd(statement: Statement): Promise<Statement> {
  if (statement.sql.startsWith('ROLLBACK')) return statement;
  throw new TransactionEnded('SQLite has ended the transaction that this statement belongs to.');
}

/** A statement that writes, where it is none of a transaction's own. */
const changesRows = /^\s*(?:insert|update|delete|replace)\b/i;

/**
 * Runs one statement that writes when no other process holds the write lock. A statement that finds the lock taken stays
 * under way in the driver, and as long as one is under way its connection cannot commit anything.
 */
async function underLock<Result>(connection: Connection, query: () => Promise<Result>): Promise<Result> {
  await whenUnlocked(() => connection.prepare('BEGIN IMMEDIATE;').run());
  try {
    const result = await query();
    connection.prepare('COMMIT;').run();
    return result;
  } catch (error) {
    if (connection.inTransaction) connection.prepare('ROLLBACK;').run();
    throw error;
  }
}

/** The driver adds how long it took to the columns of a single row. */
function columnsOf(row: object): object {
  // The driver has no types.
  const { _metadata, ...columns } = row as { _metadata?: unknown };
  return columns;
}

/** Where a transaction has changed more rows than this its commit takes long enough to be worth another thread. */
const rowsOfLongCommit = 500;

/** How many rows the transaction of a connection has changed. */
const changedRows = new WeakMap<Connection, number>();

/** knex's own better-sqlite3 dialect over `libsql`, which has the same interface and prebuilt binaries. */
export class LibsqlClient extends BetterSqlite3Dialect {
  override _driver(): unknown {
    return sqliteDriver();
  }

  override async acquireRawConnection() {
    const connection = await super.acquireRawConnection();
    keepStatements(connection);
    return connection;
  }

  override _query(connection: Connection, statement: Statement): Promise<unknown> {
    if (!this.transacting) return this.queryByItself(connection, statement);
    const isOver = !connection.inTransaction && !statement.sql.startsWith('BEGIN');
    return isOver ? afterTheEnd(statement) : this.queryInTransaction(connection, statement);
  }

  queryByItself(connection: Connection, statement: Statement): Promise<unknown> {
    const needsLock = changesRows.test(statement.sql) && !connection.inTransaction;
    const query = () => this.queryAlone(connection, statement);
    return needsLock ? underLock(connection, query) : query();
  }

  queryAlone(connection: Connection, statement: Statement): Promise<unknown> {
    return statement.options?.oneRow
      ? this.queryOne(connection, statement)
      : super._query(connection, statement);
  }

  async queryOne(connection: Connection, statement: Statement): Promise<unknown> {
    const found = connection.prepare(statement.sql).get(this._formatBindings(statement.bindings));
    return Object.assign(statement, { response: found ? [columnsOf(found)] : [] });
  }

  /** knex makes clients without their constructors, which a private method would need. */
  async queryInTransaction(connection: Connection, statement: Statement): Promise<unknown> {
    const changed = changedRows.get(connection) ?? 0;
    if (statement.sql.startsWith('COMMIT') && changed > rowsOfLongCommit) {
      await commitAside(connection);
      return statement;
    }
    const answer = await this.queryAlone(connection, statement);
    const begins = statement.sql.startsWith('BEGIN');
    changedRows.set(connection, begins ? 0 : changed + (statement.context?.changes ?? 0));
    return answer;
  }

  override transaction(...args: unknown[]): never {
    // knex's own class has no public type; the instance is what knex expects here.
    return new ImmediateTransaction(this, ...args) as never;
  }
}
