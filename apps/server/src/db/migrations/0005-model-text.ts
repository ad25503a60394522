import type { Knex } from 'knex';
import type { Dialect } from '../dialect.js';

/** Leads from a piece of a name to the models that have it, where an engine would read all of them otherwise. */
export async function up(knex: Knex, dialect: Dialect): Promise<void> {
  await dialect.textIndex?.create(knex);
}

export async function down(knex: Knex, dialect: Dialect): Promise<void> {
  await dialect.textIndex?.drop(knex);
}
