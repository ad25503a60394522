import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import type { Dialect } from '../dialect.js';

/** Small indexes for the changes that no model is stamped with: few among those of models. */
const changeIndexes = {
  change_of_deleted_name: `create index change_of_deleted_name on change (organization, name, revision)
    where operation = 'deleteModel'`,
  change_of_deletion: `create index change_of_deletion on change (organization, revision, name)
    where operation = 'deleteModel'`,
  change_of_no_model: `create index change_of_no_model on change (organization, revision, kind, name)
    where kind <> 'model'`,
  change_of_older_program: `create index change_of_older_program on change (organization, revision)
    where catalog is null`,
};

async function addColumns(knex: Knex): Promise<void> {
  await knex.schema.alterTable('catalog_layer', (table) => {
    // How many catalogs this database has had, this one included.
    table.integer('ordinal').notNullable().defaultTo(0);
  });
  await knex.schema.alterTable('model', (table) => {
    // Of own models the organization's revision, of shipped ones the catalog's ordinal, at which the answer last changed.
    table.bigInteger('revision').notNullable().defaultTo(0);
  });
  await knex.schema.alterTable('change', (table) => {
    // The ordinal of the catalog that the organization read then; older programs write none.
    table.integer('catalog');
  });
}

/** Layers are counted in their order, and their models taken as changed with them: what was before is not known. */
async function countLayers(knex: Knex): Promise<void> {
  await knex.raw(`update catalog_layer set ordinal =
    (select count(*) from catalog_layer as older where older.sequence <= catalog_layer.sequence)`);
  await knex.raw(`update model set revision =
    (select ordinal from catalog_layer where catalog_layer.id = model.layer)
    where layer in (select id from catalog_layer)`);
}

/** What each organization's present revision is counted from; the changes before it were not stamped. */
async function anchorChanges(knex: Knex): Promise<void> {
  await knex.raw(`update change set catalog =
    (select l.ordinal from organization as o join catalog_layer as l on l.id = o.catalog where o.id = change.organization)
    where revision = (select o.revision from organization as o where o.id = change.organization)`);
}

/** When the answer of each model last changed, and what tells this database's history from another's. */
export async function up(knex: Knex, _dialect: Dialect): Promise<void> {
  await addColumns(knex);
  await countLayers(knex);
  await anchorChanges(knex);
  await knex.schema.alterTable('model', (table) => {
    table.index(['layer', 'revision', 'name'], 'model_by_revision');
  });
  for (const statement of Object.values(changeIndexes)) await knex.raw(statement);
  await knex('setting').insert({ name: 'history_id', value: randomUUID() });
}

export async function down(knex: Knex): Promise<void> {
  await knex('setting').where('name', 'history_id').delete();
  for (const name of Object.keys(changeIndexes)) await knex.raw(`drop index ${name}`);
  await knex.schema.alterTable('model', (table) => {
    table.dropIndex(['layer', 'revision', 'name'], 'model_by_revision');
  });
  // As text: knex would build SQLite's tables anew, which others refer to.
  await knex.raw('alter table change drop column catalog');
  await knex.raw('alter table model drop column revision');
  await knex.raw('alter table catalog_layer drop column ordinal');
}
