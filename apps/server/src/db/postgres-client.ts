import PostgresTransaction from 'knex/lib/dialects/postgres/execution/pg-transaction.js';
import PostgresDialect from 'knex/lib/dialects/postgres/index.js';
import { postgresDriver } from './drivers.js';
import { codeOf } from './error-code.js';
import { createStatementNames } from './statement-names.js';

/** What the driver says of an answer that did not come in time. */
const readTimeout = 'Query read timeout';

/** A server that only follows another one takes no writes. Its successor may be at the same address by now. */
const readOnlyServer = '25006';

export interface RawConnection {
  connection: { stream: { destroy(): void; cork(): void; uncork(): void } };
  __knex__disposed?: unknown;
}

/** knex's own PostgreSQL dialect, with our driver, which drops connections that are of no use any more. */
export class PostgresClient extends PostgresDialect {
  override _driver(): unknown {
    return postgresDriver();
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

/** What PostgreSQL says of a statement that it has planned, and whose table has other columns now. */
export const outdatedPlan = '0A000';

/** Of all connections of the program: knex makes clients without their constructors. */
const names = createStatementNames();

export interface Statement {
  sql: string;
  bindings?: readonly unknown[];
  options?: Record<string, unknown> | undefined;
}

/**
 * Sends BEGIN together with the first statement. Where it fails, so does what is behind it, and the transaction learns of
 * it as it would have before.
 */
class PromptTransaction extends PostgresTransaction {
  override begin(connection: unknown): Promise<unknown> {
    void super.begin(connection);
    return Promise.resolve();
  }
}

/** What is sent within one turn of the event loop goes out at once: most of a small statement's cost is its way to the socket. */
function sendTogether({ connection: { stream } }: RawConnection): void {
  stream.cork();
  setImmediate(() => stream.uncork());
}

/**
 * The same for those who send the same few statements again and again, and several of them before the first is answered:
 * PostgreSQL takes longer to plan ours than to run them. Where a newer program changes a table meanwhile, one transaction
 * is run again.
 */
export class NamingPostgresClient extends PostgresClient {
  override transaction(...args: unknown[]): never {
    // knex's own class has no public type; the instance is what knex expects here.
    return new PromptTransaction(this, ...args) as never;
  }

  override async _query(connection: RawConnection, statement: Statement): Promise<unknown> {
    const { sql, bindings = [], options } = statement;
    const name = bindings.length > 0 ? names.nameOf(sql) : undefined;
    if (name !== undefined) statement.options = { ...options, name };
    sendTogether(connection);
    try {
      return await super._query(connection, statement);
    } catch (error) {
      if (codeOf(error) === outdatedPlan) names.renew();
      throw error;
    }
  }
}
