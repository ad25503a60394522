import type { SortBy } from '@llm-registry/api-types';
import { jsonArray } from '../answers/json-text.js';
import type { Handlers } from '../http/contract.js';
import { arrayHeaders, pageObject, wholePageObject, wrappedModels } from './answers.js';
import type { ListingService, ListRequest } from './service.js';
import { arrayText } from './streaming.js';

type ListingOperation =
  | 'listModels'
  | 'listModelsPage'
  | 'filterModels'
  | 'getModelsSummary'
  | 'filterModelsSummary'
  | 'listPublicModels';

interface PageQuery {
  page?: number;
  page_size?: number;
  sort_by?: SortBy;
  cursor?: string;
}

function requestOf(query: PageQuery, url: string): ListRequest {
  const { page = 1, page_size: pageSize = 50, sort_by: sortBy = 'model_name', cursor } = query;
  return { url, page, pageSize, sortBy, cursor };
}

export function createListingHandlers(service: ListingService): Pick<Handlers, ListingOperation> {
  return {
    async listModels({ query, baseUrl }, { layers }) {
      const request = requestOf(query, `${baseUrl}/api/models`);
      if (query.all) {
        const { total, batches } = await service.all(layers, request);
        const headers = arrayHeaders(total, { next: null, previous: null });
        return { status: 200, body: { chunks: arrayText(batches) }, headers };
      }
      const page = await service.page(layers, request);
      return { status: 200, body: jsonArray(page.models), headers: arrayHeaders(page.total, page) };
    },

    async listModelsPage({ query, baseUrl }, { layers }) {
      const request = requestOf(query, `${baseUrl}/api/models/list`);
      if (query.all) {
        return { status: 200, body: { chunks: wholePageObject(await service.all(layers, request)) } };
      }
      return { status: 200, body: pageObject(await service.page(layers, request)) };
    },

    async filterModels({ query, body, baseUrl }, { layers }) {
      const request = { ...requestOf(query, `${baseUrl}/api/models/list`), filters: body.filters };
      return { status: 200, body: pageObject(await service.page(layers, request)) };
    },

    async getModelsSummary(_input, { layers }) {
      return { status: 200, body: await service.summary(layers) };
    },

    async filterModelsSummary({ body }, { layers }) {
      return { status: 200, body: await service.summary(layers, body.filters) };
    },

    async listPublicModels({ query }) {
      const models = await service.publicModels();
      return { status: 200, body: query.unnest ? models : wrappedModels(models) };
    },
  };
}
