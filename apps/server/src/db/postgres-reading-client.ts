import { codeOf } from './error-code.js';
import { outdatedPlan, PostgresClient, type RawConnection, type Statement } from './postgres-client.js';
import type { fixed } from './rows-of.js';
import { createStatementNames } from './statement-names.js';

/** Each holds a plan in every session, and those of lists are large. */
const mostPlanned = 50;

/** Of all connections of the program: knex makes clients without their constructors. */
const names = createStatementNames(mostPlanned);

/**
 * How a statement is planned. A fixed one reads in the order of an index, always: a plan for all values thinks of a layer of
 * middling size, and where most are small it would rather sort what it finds, which is everything of a large one.
 */
const planModes = {
  free: 'set plan_cache_mode = auto; set enable_sort = on',
  fixed: 'set plan_cache_mode = force_generic_plan; set enable_sort = off',
};
type PlanMode = keyof typeof planModes;

/** How each connection plans what it is sent. */
const modes = new WeakMap<RawConnection, PlanMode>();

interface FixedStatement extends Statement {
  options?: (Partial<typeof fixed> & Record<string, unknown>) | undefined;
}

/**
 * Lets PostgreSQL plan fixed statements once for each connection: planning takes it longer than running them. It would do so
 * by itself only where it expects no gain from planning anew, and those are written to have one plan. All others have as
 * many forms as there are filters, and the best plan of each depends on the values.
 */
export class ReadingPostgresClient extends PostgresClient {
  override async _query(connection: RawConnection, statement: FixedStatement): Promise<unknown> {
    const { sql, options } = statement;
    const name = options?.fixed ? names.nameOf(sql) : undefined;
    await this.plan(connection, name === undefined ? 'free' : 'fixed');
    if (name === undefined) return super._query(connection, statement);
    statement.options = { ...options, name };
    try {
      return await super._query(connection, statement);
    } catch (error) {
      if (codeOf(error) !== outdatedPlan) throw error;
      names.renew();
      statement.options = options;
      return super._query(connection, statement);
    }
  }

  private async plan(connection: RawConnection, mode: PlanMode): Promise<void> {
    if ((modes.get(connection) ?? 'free') === mode) return;
    await super._query(connection, { sql: planModes[mode] });
    modes.set(connection, mode);
  }
}
