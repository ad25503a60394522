import type { Database } from '../../src/db/connect.js';
import { createCommit } from '../../src/revisions/commit.js';
import { clockAt } from './clock.js';

/** What tests need that write for organizations but look at no model: a catalog without models, and a way to commit. */
export async function writable(database: Database) {
  const time = clockAt('2026-11-01T00:00:00Z');
  await database.write('catalog_layer').insert({
    id: 'c:empty',
    sequence: 1,
    model_count: 0,
    version: 'test',
    as_of: '2026-11-01',
    loaded_at: '2026-11-01T00:00:00.000Z',
  });
  return { database, time, clock: time.clock, commit: createCommit(database, time.clock) };
}

/** The change log of an organization, oldest first. */
export function changesOf(database: Database, organization: string) {
  return database.read('change').where({ organization }).orderBy('revision');
}
