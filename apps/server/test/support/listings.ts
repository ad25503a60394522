import type { Filters, ModelPage, SortBy } from '@llm-registry/api-types';
import { storedJson } from '../../src/answers/json-text.js';
import type { Database } from '../../src/db/connect.js';
import { createListingHandlers } from '../../src/listing/handlers.js';
import type { ListingLimits } from '../../src/listing/limits.js';
import { createListingService, type ListingService } from '../../src/listing/service.js';
import { type Layers, ownLayer } from '../../src/revisions/layers.js';
import { createLease } from '../../src/revisions/lease.js';
import { layersWith } from './layers.js';
import { type ListedModel, providerRowIn, rowIn } from './model-rows.js';
import { present } from './presence.js';

/** What is in the database before a list is read. */
export interface Stock {
  own?: readonly ListedModel[];
  shipped?: readonly ListedModel[];
  /** Shipped models that left the catalog. */
  retired?: readonly ListedModel[];
  ownProviders?: readonly string[];
  shippedProviders?: readonly string[];
}

export const organization = 'acme';
const shippedLayer = 'c:test';
const baseUrl = 'https://registry.example';
const batch = 500;

async function insert(database: Database, stock: Stock): Promise<void> {
  const { own = [], shipped = [], retired = [], ownProviders = [], shippedProviders = [] } = stock;
  const at = '2026-11-01T00:00:00.000Z';
  const names = new Set(own.map((model) => model.model_name));
  const hidden = shipped.filter((model) => names.has(model.model_name)).length;
  const write = database.write;
  await write('catalog_layer').insert({
    id: shippedLayer,
    sequence: 1,
    model_count: shipped.length,
    version: 'test',
    as_of: '2026-11-01',
    loaded_at: at,
  });
  await write('organization').insert({
    id: organization,
    revision: 1,
    catalog: shippedLayer,
    own_count: own.length,
    hidden_count: hidden,
    created_at: at,
  });
  const rows = [
    ...own.map((model) => rowIn(ownLayer(organization), model)),
    ...shipped.map((model) => rowIn(shippedLayer, model)),
    ...retired.map((model) => rowIn(shippedLayer, model, true)),
  ];
  const providers = [
    ...ownProviders.map((id) => providerRowIn(ownLayer(organization), id)),
    ...shippedProviders.map((id) => providerRowIn(shippedLayer, id)),
  ];
  await write.batchInsert('model', rows, batch);
  await write.batchInsert('provider', providers, batch);
}

/** The parts of a link that a client sends back. */
export function queryOf(link: string): { page: number; page_size: number; sort_by: SortBy; cursor?: string } {
  const query = new URL(link).searchParams;
  const cursor = query.get('cursor');
  return {
    page: Number(query.get('page')),
    page_size: Number(query.get('page_size')),
    // The link was made from a value of this type.
    sort_by: query.get('sort_by') as SortBy,
    ...(cursor !== null && { cursor }),
  };
}

async function textOf(body: unknown): Promise<string> {
  if (typeof body === 'string') return body;
  if (typeof body !== 'object' || body === null || !('chunks' in body)) return JSON.stringify(body);
  let text = '';
  // Only a stream of text has this member.
  for await (const chunk of body.chunks as AsyncIterable<string>) text += chunk;
  return text;
}

interface PageQuery {
  page?: number;
  page_size?: number;
  sort_by?: SortBy;
  cursor?: string;
  all?: boolean;
}

/** The listing handlers on a database with this stock, called as one organization and answering values. */
export async function listingOn(database: Database, stock: Stock, limits: Partial<ListingLimits> = {}) {
  await insert(database, stock);
  const lease = createLease(database.foreignCommits);
  const service = createListingService({
    database,
    lease,
    renderProvider: (row) => storedJson(row.answer),
    limits,
  });
  return { ...callsOf(service, {}), service, seeing: (seen: Partial<Layers>) => callsOf(service, seen) };
}

const principal = {
  organization,
  role: 'viewer' as const,
  kind: 'api_key' as const,
  id: 'k',
  name: null,
  expires_at: null,
};

/** Calls of the handlers by somebody who sees this of the organization. */
function callsOf(service: ListingService, seen: Partial<Layers>) {
  const handlers = createListingHandlers(service);
  const layers = layersWith({ organization, shipped: shippedLayer, ...seen });
  const caller = { layers, principal, presence: present };
  const input = <Query, Body>(query: Query, body: Body) => ({
    path: {},
    query,
    body,
    baseUrl,
    precondition: () => true,
    createOnly: false,
  });

  return {
    layers,
    async array(query: PageQuery = {}) {
      const reply = await handlers.listModels(input(query, undefined), caller);
      return { models: JSON.parse(await textOf(reply.body)), headers: reply.headers ?? {} };
    },
    async page(query: PageQuery = {}): Promise<ModelPage> {
      return JSON.parse(await textOf((await handlers.listModelsPage(input(query, undefined), caller)).body));
    },
    async filter(filters: Filters, query: PageQuery = {}): Promise<ModelPage> {
      return JSON.parse(await textOf((await handlers.filterModels(input(query, { filters }), caller)).body));
    },
    async summary(filters?: Filters) {
      const reply =
        filters === undefined
          ? await handlers.getModelsSummary(input({}, undefined), caller)
          : await handlers.filterModelsSummary(input({}, { filters }), caller);
      return JSON.parse(await textOf(reply.body)).summary;
    },
    async publicModels(unnest = false) {
      return JSON.parse(await textOf((await handlers.listPublicModels(input({ unnest }, undefined))).body));
    },
  };
}
