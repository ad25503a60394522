import type { Knex } from 'knex';
import type { Dialect } from '../dialect.js';

const column = 'catalog_visibility';

/** Whether an organization lists the shipped models, or only inherits from them. Those that are there list them. */
export async function up(knex: Knex, dialect: Dialect): Promise<void> {
  await knex.schema.alterTable('organization', (table) => {
    dialect.textColumn(table, column).notNullable().defaultTo('listed');
  });
}

export async function down(knex: Knex): Promise<void> {
  await knex.schema.alterTable('organization', (table) => table.dropColumn(column));
}
