import type {
  AliasRow,
  ApiKeyRow,
  CatalogLayerRow,
  ChangeRow,
  ModelRow,
  OrganizationRow,
  ProviderRow,
} from './rows.js';

// Gives `knex('model')` the type of its rows.
declare module 'knex/types/tables.js' {
  interface Tables {
    setting: { name: string; value: string };
    organization: OrganizationRow;
    catalog_layer: CatalogLayerRow;
    alias: AliasRow;
    model: ModelRow;
    provider: ProviderRow;
    api_key: ApiKeyRow;
    change: ChangeRow;
  }
}
