import PostgresDialect from 'knex/lib/dialects/postgres/index.js';
import pg from 'pg';

/** What the driver says of an answer that did not come in time. */
const readTimeout = 'Query read timeout';

interface RawConnection {
  connection: { stream: { destroy(): void } };
  __knex__disposed?: unknown;
}

/** knex's own PostgreSQL dialect, with our driver, which drops connections that went silent. */
export class PostgresClient extends PostgresDialect {
  override _driver(): unknown {
    return pg;
  }

  override async _query(connection: RawConnection, query: unknown): Promise<unknown> {
    try {
      return await super._query(connection, query);
    } catch (error) {
      // Whatever comes over it later would be taken for the answer to the next question.
      if (error instanceof Error && error.message === readTimeout) {
        connection.__knex__disposed = error;
        connection.connection.stream.destroy();
      }
      throw error;
    }
  }
}
