import type { Knex } from 'knex';
import type { Dialect } from '../dialect.js';

/** What models are sorted and filtered by, beside their name; each is indexed within a layer. */
const indexedSorts = ['display_name', 'input_cost', 'output_cost', 'max_context_window', 'updated_at'];

/**
 * What an index holds behind its key, so that a filtered list checks the rows it walks past without reading them. What
 * changes often is only behind the names and the providers, where most filtered lists are walked: a write pays for each.
 */
const checkedEverywhere = ['retired', 'provider_id'];
const checkedByName = ['input_cost', 'output_cost', 'max_context_window', 'updated_at'];

/**
 * Models live in layers: `o:<organization>` holds what an organization wrote, `c:<hash>` one shipped catalog.
 * Costs are kept as text of fixed width, which sorts as the number does on every engine.
 */
export async function up(knex: Knex, dialect: Dialect): Promise<void> {
  const text = (table: Knex.CreateTableBuilder, column: string) => dialect.textColumn(table, column);

  await knex.schema.createTable('setting', (table) => {
    text(table, 'name').primary();
    text(table, 'value').notNullable();
  });

  await knex.schema.createTable('catalog_layer', (table) => {
    text(table, 'id').primary();
    table.integer('sequence').notNullable().unique();
    table.integer('model_count').notNullable();
    text(table, 'version').notNullable();
    text(table, 'as_of').notNullable();
    text(table, 'loaded_at').notNullable();
  });

  await knex.schema.createTable('organization', (table) => {
    text(table, 'id').primary();
    table.bigInteger('revision').notNullable().defaultTo(0);
    text(table, 'catalog').notNullable().references('catalog_layer.id');
    table.integer('own_count').notNullable().defaultTo(0);
    // Shipped models that own ones of the same name hide: the total is own + shipped - hidden.
    table.integer('hidden_count').notNullable().defaultTo(0);
    text(table, 'created_at').notNullable();
  });

  await knex.schema.createTable('alias', (table) => {
    text(table, 'layer').notNullable();
    text(table, 'alias').notNullable();
    text(table, 'name').notNullable();
    table.primary(['layer', 'alias']);
  });

  await knex.schema.createTable('model', (table) => {
    text(table, 'layer').notNullable();
    text(table, 'name').notNullable();
    // What was written, as JSON; null for shipped models.
    text(table, 'definition');
    // Resolved; equal to the name means the shipped model of that name.
    text(table, 'base_name');
    // The base that a shadow has when none is given; decided when it is created.
    text(table, 'implicit_base');
    table.integer('retired').notNullable().defaultTo(0);
    text(table, 'display_name').notNullable();
    text(table, 'upstream_model');
    text(table, 'provider_id');
    text(table, 'model_type').notNullable();
    for (const cost of ['input_cost', 'output_cost', 'cache_hit_input_cost', 'cache_creation_input_cost']) {
      text(table, cost);
    }
    table.bigInteger('max_context_window');
    table.bigInteger('max_output_tokens');
    for (const flag of ['streaming_support', 'function_call', 'image_support', 'is_called_by_custom_name']) {
      table.integer(flag);
    }
    for (const folded of ['name_fold', 'display_fold', 'base_fold', 'upstream_fold', 'provider_fold']) {
      text(table, folded);
    }
    text(table, 'created_at');
    text(table, 'updated_at');
    // The effective model as JSON text, without its provider.
    text(table, 'answer').notNullable();
    table.primary(['layer', 'name']);
    table.index(['layer', 'base_name'], 'model_by_base');
    table.index(['layer', 'name', ...checkedEverywhere, ...checkedByName], 'model_by_name');
    table.index(['layer', 'provider_id', 'name', 'retired', ...checkedByName], 'model_by_provider_id');
    for (const column of indexedSorts) {
      table.index(['layer', column, 'name', ...checkedEverywhere], `model_by_${column}`);
    }
  });

  await knex.schema.createTable('provider', (table) => {
    text(table, 'layer').notNullable();
    text(table, 'provider_id').notNullable();
    text(table, 'provider_name').notNullable();
    // With every secret replaced by its ciphertext; null for shipped providers.
    text(table, 'definition');
    // Ids of the encryption keys that its ciphertexts need, as a JSON list.
    text(table, 'key_ids').notNullable().defaultTo('[]');
    text(table, 'created_at');
    text(table, 'updated_at');
    // The provider as JSON text, secrets masked, without `secrets_readable`, which depends on the server's keys.
    text(table, 'answer').notNullable();
    table.primary(['layer', 'provider_id']);
  });

  await knex.schema.createTable('api_key', (table) => {
    text(table, 'id').primary();
    text(table, 'organization').notNullable().index('api_key_by_organization');
    text(table, 'name').notNullable();
    text(table, 'role').notNullable();
    text(table, 'hash').notNullable();
    text(table, 'expires_at');
    text(table, 'created_at').notNullable();
    text(table, 'last_used_at');
  });

  await knex.schema.createTable('change', (table) => {
    text(table, 'organization').notNullable();
    table.bigInteger('revision').notNullable();
    text(table, 'at').notNullable();
    text(table, 'principal').notNullable();
    text(table, 'operation').notNullable();
    text(table, 'kind').notNullable();
    text(table, 'name').notNullable();
    // The answer's shape after the change, or null where there is none any more; never a secret in any form.
    text(table, 'stored');
    table.primary(['organization', 'revision']);
  });
}

export async function down(knex: Knex): Promise<void> {
  for (const table of [
    'change',
    'api_key',
    'provider',
    'model',
    'alias',
    'organization',
    'catalog_layer',
    'setting',
  ]) {
    await knex.schema.dropTable(table);
  }
}
