import type { Knex } from 'knex';
import type { ForeignChanges, ForeignCommits } from './foreign-commits.js';

interface Seen {
  /** Every transaction before this one has ended: what it committed has been seen. */
  horizon: string;
  everything: boolean;
  organizations: { id: string; changed_in: string }[];
}

/** Rows carry the transaction that wrote them last; those of transactions that had not ended at the horizon are new. */
const question = `
  select pg_snapshot_xmin(pg_current_snapshot())::text as horizon,
    exists (select from catalog_layer where changed_in >= :horizon::xid8) as everything,
    coalesce((select json_agg(json_build_object('id', id, 'changed_in', changed_in::text))
      from organization where changed_in >= :horizon::xid8), '[]'::json) as organizations`;

/** Beyond every transaction: what there is already is not asked for. */
const nothingYet = '18446744073709551615';

/**
 * Asks PostgreSQL what was committed since the last question. No question misses a transaction that ended after one that
 * began later: it looks back to the oldest that was running then.
 * @param connection a pool of its own, so that a question never waits for requests
 */
export function createPolledCommits(connection: Knex): ForeignCommits {
  let horizon: string | null = null;
  let seenBefore = new Map<string, string>();

  async function ask(): Promise<Seen> {
    const { rows }: { rows: Seen[] } = await connection.raw(question, { horizon: horizon ?? nothingYet });
    const [seen] = rows;
    if (!seen) throw new Error('PostgreSQL did not say what has changed.');
    return seen;
  }

  return {
    kind: 'polled',
    async poll(): Promise<ForeignChanges> {
      try {
        const seen = await ask();
        const first = horizon === null;
        const isNew = ({ id, changed_in }: { id: string; changed_in: string }) =>
          seenBefore.get(id) !== changed_in;
        const organizations = seen.organizations.filter(isNew).map(({ id }) => id);
        horizon = seen.horizon;
        seenBefore = new Map(seen.organizations.map(({ id, changed_in }) => [id, changed_in]));
        return { organizations, everything: first || seen.everything };
      } catch (error) {
        // It may be another server that answers next, which counts its transactions anew.
        horizon = null;
        throw error;
      }
    },
  };
}
