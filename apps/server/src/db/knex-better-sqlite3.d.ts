// knex ships no types for its dialect classes; these are the parts that we extend.
declare module 'knex/lib/dialects/better-sqlite3/index.js' {
  import { Knex } from 'knex';

  class BetterSqlite3Dialect extends Knex.Client {
    /** Whether it is the client of a transaction, which has one connection. */
    transacting?: boolean;
    _driver(): unknown;
    _query(connection: unknown, statement: { sql: string }): Promise<unknown>;
    _formatBindings(bindings: readonly unknown[] | undefined): readonly unknown[];
  }
  export default BetterSqlite3Dialect;
}
declare module 'knex/lib/dialects/sqlite3/execution/sqlite-transaction.js' {
  class SqliteTransaction {
    constructor(...args: unknown[]);
    trxClient: { query(connection: unknown, sql: string): Promise<unknown> };
    query(connection: unknown, sql: string): Promise<unknown>;
    begin(connection: unknown): Promise<unknown>;
  }
  export default SqliteTransaction;
}
