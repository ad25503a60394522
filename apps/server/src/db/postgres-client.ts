import PostgresDialect from 'knex/lib/dialects/postgres/index.js';
import pg from 'pg';
import { codeOf } from './error-code.js';

/** What the driver says of an answer that did not come in time. */
const readTimeout = 'Query read timeout';

/** A server that only follows another one takes no writes. Its successor may be at the same address by now. */
const readOnlyServer = '25006';

interface RawConnection {
  connection: { stream: { destroy(): void } };
  __knex__disposed?: unknown;
}

/** knex's own PostgreSQL dialect, with our driver, which drops connections that are of no use any more. */
export class PostgresClient extends PostgresDialect {
  override _driver(): unknown {
    return pg;
  }

  override async _query(connection: RawConnection, query: unknown): Promise<unknown> {
    try {
      return await super._query(connection, query);
    } catch (error) {
      const isSilent = error instanceof Error && error.message === readTimeout;
      if (isSilent || codeOf(error) === readOnlyServer) connection.__knex__disposed = error;
      // Whatever comes over it later would be taken for the answer to the next question.
      if (isSilent) connection.connection.stream.destroy();
      throw error;
    }
  }
}
