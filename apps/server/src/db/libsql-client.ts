import BetterSqlite3Dialect from 'knex/lib/dialects/better-sqlite3/index.js';
import SqliteTransaction from 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js';
import libsql from 'libsql';
import { commitAside } from './commit-aside.js';
import { keepStatements } from './kept-statements.js';
import { whenUnlocked } from './lock.js';

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
}

interface Statement {
  sql: string;
  context?: { changes?: number };
}

/** Where a transaction has changed more rows than this its commit takes long enough to be worth another thread. */
const rowsOfLongCommit = 500;

/** How many rows the transaction of a connection has changed. */
const changedRows = new WeakMap<Connection, number>();

/** knex's own better-sqlite3 dialect over `libsql`, which has the same interface and prebuilt binaries. */
export class LibsqlClient extends BetterSqlite3Dialect {
  override _driver(): unknown {
    return libsql;
  }

  override async acquireRawConnection() {
    const connection = await super.acquireRawConnection();
    keepStatements(connection);
    return connection;
  }

  /** What comes after the engine has ended a transaction would be kept by itself, and there is nothing to take back. */
  override async _query(connection: Connection, statement: Statement): Promise<unknown> {
    const isOver = this.transacting && !connection.inTransaction && !statement.sql.startsWith('BEGIN');
    if (!isOver)
      return this.transacting
        ? this._queryInTransaction(connection, statement)
        : super._query(connection, statement);
    if (statement.sql.startsWith('ROLLBACK')) return statement;
    throw new TransactionEnded('SQLite has ended the transaction that this statement belongs to.');
  }

  /** knex makes clients without their constructors, which a private method would need. */
  async _queryInTransaction(connection: Connection, statement: Statement): Promise<unknown> {
    const changed = changedRows.get(connection) ?? 0;
    if (statement.sql.startsWith('COMMIT') && changed > rowsOfLongCommit) {
      await commitAside(connection);
      return statement;
    }
    const answer = await super._query(connection, statement);
    const begins = statement.sql.startsWith('BEGIN');
    changedRows.set(connection, begins ? 0 : changed + (statement.context?.changes ?? 0));
    return answer;
  }

  override transaction(...args: unknown[]): never {
    // knex's own class has no public type; the instance is what knex expects here.
    return new ImmediateTransaction(this, ...args) as never;
  }
}
