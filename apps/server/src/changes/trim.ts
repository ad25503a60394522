import type { Knex } from 'knex';
import type { Database } from '../db/connect.js';
import { inStretches } from './ordered.js';

/** How many rows one statement looks at, and how many organizations one asks for. */
const batch = 500;

/**
 * All organizations, read in stretches, each with the time of its second oldest row: the newest of the old rows stays, so
 * none goes before the second is old. Asked for each organization by itself, a start with many would be busy with that.
 */
const organizations = (queries: Knex): AsyncIterable<{ id: string; second: string | null }> =>
  inStretches(
    '',
    batch,
    async (after, most) =>
      queries('organization')
        .where('id', '>', after)
        .orderBy('id')
        .limit(most)
        .select('id', { second: secondOldest(queries) }),
    ({ id }) => id,
  );

const secondOldest = (queries: Knex): Knex.QueryBuilder =>
  queries('change')
    .where('organization', queries.ref('organization.id'))
    .orderBy('revision')
    .limit(1)
    .offset(1)
    .select('at');

/**
 * The revision before which an organization's oldest rows may go: of the rows that are too old, the newest stays, because
 * revisions are counted from it.
 */
async function anchorAmongOldest(queries: Knex, organization: string, cutoff: string) {
  const rows = await queries('change')
    .where({ organization })
    .orderBy('revision')
    .limit(batch)
    .select('revision', 'at');
  const firstKept = rows.findIndex(({ at }) => at >= cutoff);
  const old = firstKept === -1 ? rows : rows.slice(0, firstKept);
  return { anchor: old.at(-1)?.revision, more: old.length === batch };
}

async function trimOrganization(
  { read, write }: Database,
  organization: string,
  cutoff: string,
): Promise<number> {
  let removed = 0;
  for (let more = true; more; ) {
    const found = await anchorAmongOldest(read, organization, cutoff);
    if (found.anchor === undefined) return removed;
    removed += await write('change').where({ organization }).where('revision', '<', found.anchor).delete();
    more = found.more;
  }
  return removed;
}

/**
 * Removes the changes from before a time, in small batches, so that nobody waits for it.
 * @param cutoff ISO 8601 UTC
 * @returns how many were removed
 */
export async function trimChanges(database: Database, cutoff: string): Promise<number> {
  let removed = 0;
  for await (const { id, second } of organizations(database.read))
    if (second !== null && second < cutoff) removed += await trimOrganization(database, id, cutoff);
  return removed;
}
