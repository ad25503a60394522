import type { Knex } from 'knex';
import type { Dialect } from '../dialect.js';

const number = 5;

/** Leads from a piece of a name to the models that have it, where an engine would read all of them otherwise: on SQLite. */
export async function up(knex: Knex, { textIndex }: Dialect): Promise<void> {
  if (textIndex.since === number) await textIndex.create(knex);
}

export async function down(knex: Knex, { textIndex }: Dialect): Promise<void> {
  if (textIndex.since === number) await textIndex.drop(knex);
}
