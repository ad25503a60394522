import type { Model, OpenaiModel } from '@llm-registry/api-types';
import { type JsonText, jsonText, parseJson } from '../answers/json-text.js';
import { type Tagged, tagged } from '../answers/tag.js';
import type { Database } from '../db/connect.js';
import type { ListingService } from '../listing/service.js';
import { arrayText, framed, started } from '../listing/streaming.js';
import type { Layers } from '../revisions/layers.js';
import { objectText } from './json-object.js';
import { listTag } from './list-tag.js';
import { priceMembers } from './litellm/price-map.js';
import { providerMembers } from './models-dev/catalog.js';
import { openaiModel } from './openai/model.js';

export interface CompatDeps {
  database: Database;
  /** All models of a list, in batches that are read as they are taken. */
  all: ListingService['all'];
  /** @throws model_not_found */
  getModel: (layers: Layers, name: string) => Promise<Tagged<JsonText<Model>>>;
  /** Which of some names are names of the organization's own models. */
  ownNames: (layers: Layers, names: readonly string[]) => Promise<ReadonlySet<string>>;
}

/** A long answer: its text piece by piece, the first of which has been made, and its weak tag. */
export interface StreamedList {
  tag: string;
  chunks: AsyncIterable<string>;
}

type Batches = AsyncIterable<JsonText<Model>[]>;

async function* openaiModels(batches: Batches): AsyncGenerator<string[], void, undefined> {
  for await (const batch of batches) yield batch.map((text) => jsonText(openaiModel(parseJson(text))));
}

/** The models in the shapes that other tools read. */
export function createCompatService({ database, all, getModel, ownNames }: CompatDeps) {
  const tagOf = (list: string, layers: Layers) => listTag(database.read, list, layers);

  async function listed(layers: Layers, sortBy: 'source' | 'model_name' | 'provider_id'): Promise<Batches> {
    return (await all(layers, { page: 1, sortBy })).batches;
  }

  return {
    /** Every model as LiteLLM's cost map has it, shipped ones too, because LiteLLM refuses a map that is much smaller than its own. */
    async litellmPrices(given: Layers): Promise<StreamedList> {
      const layers: Layers = { ...given, catalogVisibility: 'listed' };
      // Own models are of source `db`, which sorts before `hardcoded`.
      const models = await listed(layers, 'source');
      const members = priceMembers(models, (names) => ownNames(layers, names));
      return { tag: await tagOf('litellm', layers), chunks: await started(objectText(members)) };
    },

    async openaiModels(layers: Layers): Promise<StreamedList> {
      const models = await listed(layers, 'model_name');
      const chunks = framed('{"object":"list","data":', arrayText(openaiModels(models)), '}');
      return { tag: await tagOf('openai', layers), chunks };
    },

    /** @throws model_not_found */
    async openaiModel(layers: Layers, name: string): Promise<Tagged<JsonText<OpenaiModel>>> {
      return tagged(jsonText(openaiModel(parseJson((await getModel(layers, name)).text))));
    },

    async modelsDevCatalog(layers: Layers): Promise<StreamedList> {
      const providers = providerMembers(await listed(layers, 'provider_id'));
      return { tag: await tagOf('models.dev', layers), chunks: await started(objectText(providers)) };
    },
  };
}

export type CompatService = ReturnType<typeof createCompatService>;
