import type { Model } from '@llm-registry/api-types';
import { type JsonText, jsonArray } from '../answers/json-text.js';
import type { Database } from '../db/connect.js';
import { type Layers, newestLayer } from '../revisions/layers.js';
import { catalogArm } from './arms.js';
import { batchesOf } from './export.js';
import { listingLimits } from './limits.js';
import { listOf } from './list.js';
import type { Plan } from './plan.js';
import type { Reading } from './reading.js';
import { type RenderProvider, renderRows } from './rendering.js';
import type { ProvidersOf } from './shown-providers.js';

const byName: Plan = { driver: null, inOrder: true };

/** A catalog as someone without models of their own sees it. */
function catalogReading(database: Database, providersOf: ProvidersOf, layer: string): Reading {
  const layers: Layers = {
    organization: '',
    own: layer,
    shipped: layer,
    catalogVisibility: 'listed',
    providerDetail: 'full',
    catalogOrdinal: 0,
    revision: 0,
    ownCount: 0,
  };
  return {
    database,
    list: listOf(layers, undefined, undefined),
    arms: [{ arm: catalogArm(layer), plan: byName, allBy: byName }],
    limits: listingLimits,
    kept: { own: 0, shipped: 0, hidden: 0 },
    providersOf,
  };
}

async function readCatalog(reading: Reading, render: RenderProvider): Promise<JsonText<Model[]>> {
  const models: JsonText<Model>[] = [];
  for await (const rows of batchesOf(reading)) models.push(...renderRows(rows, 'full', render));
  return jsonArray(models);
}

/**
 * Makes the reader of the newest shipped catalog. A layer never changes, so its text is kept until there is a newer one.
 */
export function createPublicModels(
  database: Database,
  providersOf: ProvidersOf,
  renderProvider: RenderProvider,
) {
  let kept: { layer: string; models: Promise<JsonText<Model[]>> } | undefined;

  return async function publicModels(): Promise<JsonText<Model[]>> {
    const layer = await newestLayer(database.read);
    if (kept?.layer !== layer) {
      const reading = {
        layer,
        models: readCatalog(catalogReading(database, providersOf, layer), renderProvider),
      };
      reading.models.catch(() => {
        if (kept === reading) kept = undefined;
      });
      kept = reading;
    }
    return kept.models;
  };
}
