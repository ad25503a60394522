import type { Knex } from 'knex';
import type { Dialect } from './dialect.js';
import { codeOf, startsWithAny } from './error-code.js';
import { postgresTextIndex, textIndexTable } from './postgres-text-index.js';

/** Classes and codes of https://www.postgresql.org/docs/current/errcodes-appendix.html, and codes of the system. */
const unavailable = [
  // The connection; the authorization of the registry's own user; the database itself.
  '08',
  '28',
  '3D000',
  // Read-only, as a server is that was replaced by another.
  '25006',
  // A session that was idle within its transaction for too long.
  '25P03',
  // Transactions that were still in each other's way when the last try had failed.
  '40001',
  '40P01',
  // Too little memory or too many connections.
  '53',
  // A lock that did not come, a statement that took too long, a shutdown, a crash.
  '55P03',
  '57',
  '58',
  'ECONN',
  'EAI_',
  'EHOST',
  'ENET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
  // TLS: a certificate that nobody trusts or that has expired.
  'CERT_',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_',
  'SELF_SIGNED_CERT',
  'UNABLE_TO_',
];

/** What the driver and the pool say without a code, behind the statement. */
const lostConnection =
  /(?:^| - )(Connection terminated|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed|Knex: Timeout acquiring a connection)/;

const isLostConnection = (error: unknown): boolean =>
  error instanceof Error && lostConnection.test(error.message);

/** Those of `unavailable` that pass by themselves where servers are starting. */
const startingUp = [
  '08',
  '53300',
  '57P03',
  'EAI_',
  'ECONN',
  'EHOST',
  'ENET',
  'ENOTFOUND',
  'EPIPE',
  'ETIMEDOUT',
];

/** It has no code, and waiting does not help. */
const isWithoutTls = (error: unknown): boolean =>
  error instanceof Error && error.message.includes('The server does not support SSL');

const isUnavailable = (error: unknown): boolean =>
  startsWithAny(codeOf(error), unavailable) || isLostConnection(error) || isWithoutTls(error);

/** Two texts may share the number; then their turns are one, which costs time and nothing else. */
async function takeTurn(tx: Knex.Transaction, turn: string): Promise<void> {
  await tx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`llm-registry ${turn}`]);
}

const changeMarker = 'llm_registry_changed_in';

/** A trigger, so that older servers and people with a console leave a mark too. */
async function markChanges(knex: Knex, table: string): Promise<void> {
  await knex.raw(`create or replace function ${changeMarker}() returns trigger language plpgsql as
    $$ begin new.changed_in := pg_current_xact_id(); return new; end $$`);
  await knex.schema.alterTable(table, (columns) => {
    columns.specificType('changed_in', 'xid8').notNullable().defaultTo(knex.raw('pg_current_xact_id()'));
    columns.index(['changed_in'], `${table}_by_changed_in`);
  });
  await knex.raw(
    `create trigger ${changeMarker} before update on ?? for each row execute function ${changeMarker}()`,
    [table],
  );
}

async function forgetChanges(knex: Knex, table: string): Promise<void> {
  await knex.raw(`drop trigger ${changeMarker} on ??`, [table]);
  await knex.schema.alterTable(table, (columns) => columns.dropColumn('changed_in'));
  const { rows: others } = await knex.raw(
    `select 1 from pg_trigger where tgfoid = to_regproc('${changeMarker}')`,
  );
  if (others.length === 0) await knex.raw(`drop function ${changeMarker}()`);
}

/**
 * Tables, partitioned and foreign ones, views and materialized ones of our schema that no extension brought. Triggers keep
 * the index of texts, which holds no data of ours.
 */
async function contents(queries: Knex): Promise<string[]> {
  const { rows }: { rows: { name: string }[] } = await queries.raw(
    `select relname as name from pg_class c
     where relnamespace = current_schema()::regnamespace and relkind in ('r', 'p', 'f', 'v', 'm')
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')`,
  );
  return rows.map(({ name }) => name).filter((name) => name !== textIndexTable);
}

/** No two servers start in the same microsecond and give their databases the same numbers. */
async function identity(queries: Knex): Promise<string> {
  const { rows } = await queries.raw(
    `select concat_ws(' ', extract(epoch from pg_postmaster_start_time()), oid, current_schema()) as identity
     from pg_database where datname = current_database()`,
  );
  return rows[0].identity;
}

const oldest = 15;

async function faultOfEngine(queries: Knex): Promise<string | null> {
  const { rows } = await queries.raw(
    `select current_setting('server_version') as version, current_setting('server_version_num')::int as number,
       current_setting('server_encoding') as encoding, current_schema() as schema`,
  );
  const [{ version, number, encoding, schema }] = rows;
  if (number < oldest * 10_000) return `is PostgreSQL ${version}, and the registry needs ${oldest} or newer`;
  if (encoding !== 'UTF8') return `keeps text as ${encoding}, and model names need UTF8`;
  return schema === null ? 'has no schema in the search path of this user' : null;
}

/** PostgreSQL 15 or newer: many servers on one database. */
export const postgres: Dialect = {
  name: 'postgres',
  isUniqueViolation: (error) => codeOf(error) === '23505',
  isStorageFull: (error) => codeOf(error) === '53100',
  isUnavailable,
  isNotThereYet: (error) => startsWithAny(codeOf(error), startingUp) || isLostConnection(error),
  // A serialization failure, a deadlock, a row that went while this transaction was about to refer to it, and a table
  // that a newer program changed.
  isConflict: (error) => ['40001', '40P01', '23503', '0A000'].includes(codeOf(error)),
  // Another collation would sort as people of one country do, and might call different names equal.
  textColumn: (table, column) => table.specificType(column, 'text collate "C"'),
  position: 'strpos',
  textIndex: postgresTextIndex,
  mergesUnions: false,
  jsonArray: (expressions) => `json_build_array(${expressions.join(', ')})::text`,
  withoutIndex: (column) => `coalesce(${column}, ${column})`,
  takeTurn,
  countAnew: async (queries, table) => {
    await queries.raw('analyze ??', [table]);
  },
  markChanges,
  forgetChanges,
  ownColumns: ['changed_in'],
  identity,
  contents,
  faultOfEngine,
};
