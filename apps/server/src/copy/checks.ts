import type { Knex } from 'knex';
import type { Dialect } from '../db/dialect.js';
import { appliedMigrations, migrations, migrationTable } from '../db/migrate.js';
import { CopyError } from './failure.js';
import type { Place } from './place.js';
import { type CopiedTable, copiedTables } from './tables.js';

const known = new Set(migrations.map(({ name }) => name));

/** @throws CopyError where a newer program has migrated the database: it may hold what this one does not know */
async function assertNoNewer(queries: Knex, { label }: Place): Promise<readonly string[]> {
  const applied = await appliedMigrations(queries);
  if (applied.every((name) => known.has(name))) return applied;
  throw new CopyError(`${label} was migrated by a newer version. Copy with that version.`);
}

/** @throws CopyError where the database is not ours, or of another version than this program's */
export async function assertSource(queries: Knex, dialect: Dialect, from: Place): Promise<void> {
  const contents = await dialect.contents(queries);
  if (!contents.includes(migrationTable))
    throw new CopyError(`${from.label} is no database of the registry: it has none of its tables.`);
  const applied = await assertNoNewer(queries, from);
  if (applied.length === known.size) return;
  throw new CopyError(
    `${from.label} has the schema of an older version. Run "registry migrate" with it as DATABASE_URL first.`,
  );
}

/** A setting without anything that it is for is left of a migration: a server that has started leaves more. */
const filled = copiedTables.filter(({ name }) => name !== 'setting');

async function hasRows(queries: Knex, { name, key }: CopiedTable): Promise<boolean> {
  return (await queries(name).first([...key])) !== undefined;
}

/** @throws CopyError where one of those tables has a row */
export async function assertNoRows(queries: Knex, to: Place, present?: readonly string[]): Promise<void> {
  for (const table of filled.filter(({ name }) => present?.includes(name) ?? true)) {
    if (!(await hasRows(queries, table))) continue;
    throw new CopyError(
      `${to.label} is not empty: there are rows in its table "${table.name}". Name a database that holds nothing.`,
    );
  }
}

/** Looks without changing anything. @throws CopyError where the target cannot take a copy */
export async function assertTarget(queries: Knex, dialect: Dialect, to: Place): Promise<void> {
  const fault = await dialect.faultOfEngine(queries);
  if (fault !== null) throw new CopyError(`${to.label} ${fault}.`);
  const contents = await dialect.contents(queries);
  if (contents.length === 0) return;
  if (!contents.includes(migrationTable))
    throw new CopyError(
      `${to.label} is not empty: it holds tables that are not ours. Name a database that holds nothing.`,
    );
  await assertNoNewer(queries, to);
  await assertNoRows(queries, to, contents);
}
