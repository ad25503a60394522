// knex ships no types for its dialect classes; these are the parts that we extend.
declare module 'knex/lib/dialects/postgres/index.js' {
  import { Knex } from 'knex';

  class PostgresDialect extends Knex.Client {
    _driver(): unknown;
    _query(connection: unknown, query: unknown): Promise<unknown>;
  }
  export default PostgresDialect;
}
declare module 'knex/lib/dialects/postgres/execution/pg-transaction.js' {
  class PostgresTransaction {
    constructor(...args: unknown[]);
    begin(connection: unknown): Promise<unknown>;
  }
  export default PostgresTransaction;
}
