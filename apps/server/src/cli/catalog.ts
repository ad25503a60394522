import { loadShippedCatalog } from '@llm-registry/catalog';
import type { Database } from '../db/connect.js';
import { type CommandContext, onExistingDatabase } from './command.js';
import { json, table } from './output.js';

/** A catalog in the database, and how many organizations read it. */
interface LayerInfo {
  version: string;
  as_of: string;
  sequence: number;
  models: number;
  loaded_at: string;
  organizations: number;
}

async function layersIn({ read }: Database): Promise<LayerInfo[]> {
  const layers = await read('catalog_layer').orderBy('sequence', 'desc');
  const used = await read('organization').select('catalog').count({ count: '*' }).groupBy('catalog');
  const users = new Map(used.map(({ catalog, count }) => [String(catalog), Number(count)]));
  return layers.map(({ id, version, as_of, sequence, model_count, loaded_at }) => ({
    version,
    as_of,
    sequence,
    models: model_count,
    loaded_at,
    organizations: users.get(id) ?? 0,
  }));
}

/** Says which catalogs the database holds, and which one this program ships. */
export async function catalogInfo(context: CommandContext, options: { json?: true }): Promise<void> {
  const { version, as_of, sequence, models } = loadShippedCatalog();
  const loaded = await onExistingDatabase(context.config(), layersIn);
  if (options.json) {
    return context.print(json({ shipped: { version, as_of, sequence, models: models.length }, loaded }));
  }
  context.print(`This program ships version ${version} of ${as_of} with ${models.length} models.`);
  if (loaded.length === 0)
    return context.note('The database holds none yet: the server loads it when it starts.');
  const rows = loaded.map((layer) => [
    layer.version,
    layer.as_of,
    String(layer.models),
    layer.loaded_at,
    String(layer.organizations),
  ]);
  context.print(table(['IN THE DATABASE', 'AS OF', 'MODELS', 'LOADED', 'ORGANIZATIONS'], rows));
}
