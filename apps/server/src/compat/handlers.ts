import type { Handlers } from '../http/contract.js';
import { shown } from '../http/replies.js';
import type { CompatService, StreamedList } from './service.js';

type CompatOperation = 'getLitellmPrices' | 'listOpenaiModels' | 'getOpenaiModel' | 'getModelsDevCatalog';

const streamed = ({ tag, chunks }: StreamedList) => ({ status: 200 as const, tag, body: { chunks } });

/** The models in the shapes that other tools read. */
export function createCompatHandlers(compat: CompatService): Pick<Handlers, CompatOperation> {
  return {
    async getLitellmPrices(_input, { layers }) {
      return streamed(await compat.litellmPrices(layers));
    },

    async listOpenaiModels(_input, { layers }) {
      return streamed(await compat.openaiModels(layers));
    },

    async getOpenaiModel({ path }, { layers }) {
      return { status: 200, ...shown(await compat.openaiModel(layers, path.model)) };
    },

    async getModelsDevCatalog(_input, { layers }) {
      return streamed(await compat.modelsDevCatalog(layers));
    },
  };
}
