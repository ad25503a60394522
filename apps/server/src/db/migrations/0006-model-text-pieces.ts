import type { Knex } from 'knex';
import type { Dialect } from '../dialect.js';

const number = 6;

/** The same on PostgreSQL. */
export async function up(knex: Knex, { textIndex }: Dialect): Promise<void> {
  if (textIndex.since === number) await textIndex.create(knex);
}

export async function down(knex: Knex, { textIndex }: Dialect): Promise<void> {
  if (textIndex.since === number) await textIndex.drop(knex);
}
