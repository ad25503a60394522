import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openDatabase } from '../../../src/db/connect.js';
import { migrate } from '../../../src/db/migrate.js';
import { startPostgres } from './server.js';

/** Where the tests of a run make their databases: copies of a migrated one. */
export interface PostgresForTests {
  /** A database to connect to while others are made and dropped. */
  adminUrl: string;
  /** The migrated database. */
  template: string;
  /** What the names of all databases of this run begin with. */
  prefix: string;
}

declare module 'vitest' {
  export interface ProvidedContext {
    /** Null where there is no PostgreSQL. */
    postgres: PostgresForTests | null;
  }
}

/** The URL of another database of the same server. */
export function siblingUrl(url: string, database: string): string {
  const sibling = new URL(url);
  sibling.pathname = `/${database}`;
  return sibling.href;
}

/** Runs statements on a connection of their own. */
export async function statement(url: string, ...texts: string[]): Promise<unknown[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    const results = [];
    for (const text of texts) results.push(...(await client.query(text)).rows);
    return results;
  } finally {
    await client.end();
  }
}

async function makeTemplate(adminUrl: string, prefix: string): Promise<PostgresForTests> {
  const template = `${prefix}_template`;
  await statement(adminUrl, `create database ${template}`);
  const database = openDatabase(siblingUrl(adminUrl, template));
  await migrate(database, 'template').finally(database.close);
  return { adminUrl, template, prefix };
}

/** Drops the databases whose names begin like that, whoever uses them. */
export async function dropAll(adminUrl: string, prefix: string): Promise<void> {
  const rows = await statement(adminUrl, `select datname from pg_database where datname like '${prefix}%'`);
  const names = rows.map((row) => String(Object(row)['datname']));
  for (const name of names) await statement(adminUrl, `drop database ${name} with (force)`);
}

/** Runs once: takes the server of TEST_POSTGRES_URL or starts one, and leaves nothing behind. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const named = process.env['TEST_POSTGRES_URL'];
  const server = named === undefined ? await startPostgres() : undefined;
  const adminUrl = named ?? server?.url('postgres');
  if (adminUrl === undefined) {
    console.log('There is no PostgreSQL here: tests run on SQLite only (TEST_POSTGRES_URL names a server).');
    provide('postgres', null);
    return async () => {};
  }
  const prefix = `llm_registry_test_${randomBytes(4).toString('hex')}`;
  provide('postgres', await makeTemplate(adminUrl, prefix));
  return async () => (server ? server.remove() : dropAll(adminUrl, prefix));
}
