import type { Knex } from 'knex';
import type { Dialect } from '../dialect.js';

/** What servers have to notice when another one changes it. */
const watched = ['organization', 'catalog_layer'];

/** Where many servers share one database, each row says which transaction wrote it last, whoever wrote it. */
export async function up(knex: Knex, dialect: Dialect): Promise<void> {
  for (const table of watched) await dialect.markChanges(knex, table);
}

export async function down(knex: Knex, dialect: Dialect): Promise<void> {
  for (const table of watched) await dialect.forgetChanges(knex, table);
}
