import type { Knex } from 'knex';
import type { Database } from '../db/connect.js';
import { inStretches } from './ordered.js';

/** How many rows one statement looks at, and how many organizations one asks for. */
const batch = 500;

/** The ids of all organizations, read in stretches. */
const organizations = (queries: Knex): AsyncIterable<{ id: string }> =>
  inStretches(
    '',
    batch,
    async (after, most) =>
      queries('organization').where('id', '>', after).orderBy('id').limit(most).select('id'),
    ({ id }) => id,
  );

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
  for await (const { id } of organizations(database.read))
    removed += await trimOrganization(database, id, cutoff);
  return removed;
}
