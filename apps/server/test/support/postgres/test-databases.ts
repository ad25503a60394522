import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { inject } from 'vitest';
import { neededMigrations } from '../../../src/db/migrate.js';
import { type PostgresForTests, siblingUrl } from './for-a-run.js';

/** A database of a test, and a connection of ours to clear it. */
interface Copy {
  name: string;
  url: string;
  client: pg.Client;
}

/** The columns and migrations of a database, to see whether a test has changed them. */
const shape = `
  select md5(string_agg(concat_ws(' ', c.relname, a.attname, a.atttypid), ',' order by c.relname, a.attname)
    || (select string_agg(name, ',' order by name) from llm_registry_migrations)) as shape
  from pg_class c join pg_attribute a on a.attrelid = c.oid
  where c.relnamespace = 'public'::regnamespace and a.attnum > 0`;

/** Leaves the rows that migrations make; what refers to others goes first. */
const clear = [
  ...['organization', 'change', 'api_key', 'provider', 'model', 'alias', 'catalog_layer', 'setting'].map(
    (table) => `delete from ${table}`,
  ),
  `insert into setting values ('needed_migrations', '${neededMigrations}')`,
].join(';');

const free: Copy[] = [];
let admin: pg.Client | undefined;
let untouched: string | undefined;

function server(): PostgresForTests {
  const found = inject('postgres');
  if (found === null) throw new Error('There is no PostgreSQL here.');
  return found;
}

async function connected(url: string): Promise<pg.Client> {
  const client = new pg.Client(url);
  // A test may stop the server or drop the database.
  client.on('error', () => {});
  await client.connect();
  return client;
}

async function shapeOf({ client }: Copy): Promise<string | undefined> {
  const { rows } = await client.query<{ shape: string }>(shape).catch(() => ({ rows: [] }));
  return rows[0]?.shape;
}

async function administer(text: string): Promise<void> {
  admin ??= await connected(server().adminUrl);
  await admin.query(text);
}

/** A database that nothing has migrated, and how it is dropped. */
export async function emptyPostgres(): Promise<{ url: string; remove(): Promise<void> }> {
  const name = `${server().prefix}_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name} template template0`);
  const remove = () => administer(`drop database ${name} with (force)`);
  return { url: siblingUrl(server().adminUrl, name), remove };
}

async function copyOfTemplate(): Promise<Copy> {
  const { adminUrl, template, prefix } = server();
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  await administer(`create database ${name} template ${template} strategy file_copy`);
  const url = siblingUrl(adminUrl, name);
  const copy = { name, url, client: await connected(url) };
  untouched ??= await shapeOf(copy);
  return copy;
}

/** A migrated database without rows, for one test. A file's tests take turns with one where they use one at a time. */
export async function takePostgres(): Promise<Copy> {
  return free.pop() ?? copyOfTemplate();
}

/** Takes a database back, cleared for the next test; one whose schema was changed is dropped. */
export async function givePostgresBack(copy: Copy): Promise<void> {
  if ((await shapeOf(copy)) === untouched) {
    await copy.client.query(clear);
    free.push(copy);
    return;
  }
  await copy.client.end();
  await administer(`drop database ${copy.name} with (force)`);
}
