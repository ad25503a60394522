import { type Database, openDatabase } from '../../src/db/connect.js';
import type { Engine } from '../support/databases.js';
import type { Acknowledged } from './families.js';

/** What the engine itself finds wrong with its files. */
const ofEngine: Record<Engine, (database: Database) => Promise<unknown[]>> = {
  async sqlite({ write }) {
    const integrity: { integrity_check: string }[] = await write.raw('PRAGMA integrity_check');
    const foreign: unknown[] = await write.raw('PRAGMA foreign_key_check');
    return [...integrity.filter(({ integrity_check }) => integrity_check !== 'ok'), ...foreign];
  },
  /** Each index holds what its table does: checked where the extension may be had, else built anew, which fails on duplicates. */
  async postgres({ write }) {
    try {
      await write.raw('create extension if not exists amcheck');
    } catch {
      await write.raw('reindex schema public');
      return [];
    }
    await write.raw(
      `select bt_index_check(i.indexrelid, true) from pg_index i join pg_class c on c.oid = i.indexrelid
       join pg_am a on a.oid = c.relam where a.amname = 'btree' and c.relnamespace = 'public'::regnamespace`,
    );
    return [];
  },
};

/** Revisions without their changes, changes without their revisions, and counts that are none. */
async function inCounts({ read }: Database): Promise<string[]> {
  const organizations = await read('organization').select('id', 'revision', 'own_count');
  const faults: string[] = [];
  for (const { id, revision, own_count } of organizations) {
    const changes = await read('change').where('organization', id).orderBy('revision').select('revision');
    const gap = changes.findIndex((change, index) => Number(change.revision) !== index + 1);
    if (gap >= 0 || changes.length !== Number(revision))
      faults.push(`${id} has revision ${revision}, ${changes.length} changes, and a gap at ${gap}`);
    const own = await read('model').where('layer', `o:${id}`).count({ count: '*' });
    if (Number(own[0]?.count) !== Number(own_count))
      faults.push(`${id} counts ${own_count} models and has ${own[0]?.count}`);
  }
  return faults;
}

/** The acknowledged writes that are not in the change log under their revision. */
async function lost({ read }: Database, acknowledged: readonly Acknowledged[]): Promise<string[]> {
  const changes = await read('change').select('revision', 'catalog', 'name', 'stored');
  const log = new Map(changes.map((change) => [Number(change.revision) + Number(change.catalog), change]));
  const isThere = ({ name, value, revision }: Acknowledged): boolean => {
    const change = log.get(revision);
    const stored = change?.stored ? JSON.parse(change.stored).max_context_window : null;
    return change?.name === name && stored === value;
  };
  return acknowledged.filter((write) => !isThere(write)).map((write) => `lost: ${JSON.stringify(write)}`);
}

/**
 * What is wrong in a database to which nobody writes meanwhile, as lines; none where all is well.
 * @param acknowledged writes of one organization
 */
export async function damageOf(
  database: Database,
  engine: Engine,
  acknowledged: readonly Acknowledged[] = [],
): Promise<string[]> {
  const broken = (await ofEngine[engine](database)).map((fault) => JSON.stringify(fault));
  return [...broken, ...(await inCounts(database)), ...(await lost(database, acknowledged))];
}

/** The same for one that nobody has opened. */
export async function damageIn(
  url: string,
  engine: Engine,
  acknowledged: readonly Acknowledged[] = [],
): Promise<string[]> {
  const database = openDatabase(url);
  try {
    return await damageOf(database, engine, acknowledged);
  } finally {
    await database.close();
  }
}
