import type { Knex } from 'knex';
import { LRUCache } from 'lru-cache';
import type { ForeignChanges, PolledCommits } from './foreign-commits.js';

interface Row {
  id: string;
  changed_in: string;
}

interface Seen {
  /** Every transaction before this one has ended: what it committed has been seen. */
  horizon: string;
  /** Another server counts its transactions by itself. */
  server: string;
  catalogs: Row[];
  organizations: Row[];
}

const changedRows = (table: string): string => `
  coalesce((select json_agg(json_build_object('id', id, 'changed_in', changed_in::text))
    from ${table} where changed_in >= :horizon::xid8), '[]'::json)`;

/** Rows carry the transaction that wrote them last; those of transactions that had not ended at the horizon are new. */
const question = `
  select pg_snapshot_xmin(pg_current_snapshot())::text as horizon, pg_postmaster_start_time()::text as server,
    ${changedRows('catalog_layer')} as catalogs, ${changedRows('organization')} as organizations`;

/** Beyond every transaction: what there is already is not asked for. */
const nothingYet = '18446744073709551615';

/** Of how many organizations it is remembered which transaction of this process changed them last. */
const mostOwn = 10_000;

/** Tells rows from those of the answer before: while a transaction goes on for long, what is behind it is seen again and again. */
function createNews() {
  let before = new Map<string, string>();
  return (rows: readonly Row[]): Row[] => {
    const found = rows.filter(({ id, changed_in }) => before.get(id) !== changed_in);
    before = new Map(rows.map(({ id, changed_in }) => [id, changed_in]));
    return found;
  };
}

/**
 * Asks PostgreSQL what was committed since the last question. No question misses a transaction that ended after one that
 * began later: it looks back to the oldest that was running then.
 * @param connection a pool of its own, so that a question never waits for requests
 */
export function createPolledCommits(connection: Knex): PolledCommits {
  const own = new LRUCache<string, string>({ max: mostOwn });
  let last: Pick<Seen, 'horizon' | 'server'> | null = null;
  const newCatalogs = createNews();
  const newOrganizations = createNews();

  async function ask(): Promise<Seen> {
    const { rows }: { rows: Seen[] } = await connection.raw(question, {
      horizon: last?.horizon ?? nothingYet,
    });
    const [seen] = rows;
    if (!seen) throw new Error('PostgreSQL did not say what has changed.');
    return seen;
  }

  const isForeign = ({ id, changed_in }: Row): boolean => own.get(id) !== changed_in;

  return {
    kind: 'polled',
    own: (organization, changedIn) => void own.set(organization, changedIn),
    async poll(): Promise<ForeignChanges> {
      try {
        const seen = await ask();
        const isOther = seen.server !== last?.server;
        // Another server may give its transactions the same numbers.
        if (isOther) own.clear();
        const catalogs = newCatalogs(seen.catalogs);
        const organizations = newOrganizations(seen.organizations).filter(isForeign);
        last = seen;
        return {
          organizations: organizations.map(({ id }) => id),
          everything: isOther || catalogs.length > 0,
        };
      } catch (error) {
        // What answers next may have lost what this one had committed.
        last = null;
        throw error;
      }
    },
  };
}
