import type { Filters, Model, SortBy, Summary } from '@llm-registry/api-types';
import type { JsonText } from '../answers/json-text.js';
import type { Database } from '../db/connect.js';
import type { Layers } from '../revisions/layers.js';
import type { Lease } from '../revisions/lease.js';
import { createCounter, summaryOf, type Total, totalOf } from './counts.js';
import { batchesOf } from './export.js';
import { createKeptCounts } from './kept-counts.js';
import { type ListingLimits, listingLimits } from './limits.js';
import { type Links, linksOf } from './links.js';
import { listOf } from './list.js';
import { createPageReader, type PageChoice } from './pages.js';
import { createPlanner } from './planning.js';
import { createPublicModels } from './public-models.js';
import { type ListedRow, openReading, type Reading } from './reading.js';
import { type RenderProvider, renderRows } from './rendering.js';
import { createShownProviders } from './shown-providers.js';
import { started } from './streaming.js';

/** Which page of which list. */
export interface ListRequest extends PageChoice {
  /** The list's absolute URL, without a query: links begin with it. */
  url: string;
  sortBy: SortBy;
  filters?: Filters | undefined;
}

/** A page of models. */
export interface ListedPage extends Links {
  total: Total;
  models: JsonText<Model>[];
  /** The filters as they were understood. */
  filters: Filters;
}

/** All models of a list, in batches that are read as they are taken. */
export interface ListedAll {
  total: Total;
  batches: AsyncIterable<JsonText<Model>[]>;
}

export interface ListingService {
  /** @throws invalid_request for filters that mean nothing, invalid_cursor for a cursor of another list */
  page(layers: Layers, request: ListRequest): Promise<ListedPage>;
  /** Everything, or nothing for a page above 1. The first batch is read before this answers. */
  all(layers: Layers, request: Pick<ListRequest, 'page' | 'sortBy'>): Promise<ListedAll>;
  /** @throws invalid_request for filters that mean nothing */
  summary(layers: Layers, filters?: Filters): Promise<Summary>;
  /** The newest shipped catalog, as someone without models of their own sees it. */
  publicModels(): Promise<JsonText<Model[]>>;
}

interface Dependencies {
  database: Database;
  lease: Lease;
  renderProvider: RenderProvider;
  /** For tests, whose lists are small. */
  limits?: Partial<ListingLimits>;
}

type Batches = AsyncGenerator<JsonText<Model>[], void, undefined>;

async function* nothing(): Batches {}

/** Makes the wide read side: lists, counts and the public catalog. It never writes. */
export function createListingService({
  database,
  lease,
  renderProvider,
  limits: some = {},
}: Dependencies): ListingService {
  const limits = { ...listingLimits, ...some };
  const opening = {
    database,
    limits,
    countsKept: createKeptCounts(database),
    planOf: createPlanner(database, limits),
    providersOf: createShownProviders(database, lease),
  };
  const countsOf = createCounter();
  const readPage = createPageReader();
  const open = (layers: Layers, sortBy?: SortBy, filters?: Filters): Promise<Reading> =>
    openReading(opening, listOf(layers, sortBy, filters));

  const rendered = ({ list }: Reading, rows: readonly ListedRow[]): JsonText<Model>[] =>
    renderRows(rows, list.layers.providerDetail, renderProvider);

  async function* models(reading: Reading): Batches {
    for await (const rows of batchesOf(reading)) yield rendered(reading, rows);
  }

  return {
    async page(layers, request) {
      const reading = await open(layers, request.sortBy, request.filters);
      const total = totalOf(reading, await countsOf(reading));
      const read = await readPage(reading, request, total);
      return {
        ...linksOf(reading.list, request, read, total),
        total,
        models: rendered(reading, read.rows),
        filters: reading.list.filters.normalized,
      };
    },

    async all(layers, { page, sortBy }) {
      const reading = await open(layers, sortBy);
      const total = totalOf(reading, await countsOf(reading));
      return { total, batches: page > 1 ? nothing() : await started(models(reading)) };
    },

    async summary(layers, filters) {
      const reading = await open(layers, undefined, filters);
      return summaryOf(reading, await countsOf(reading));
    },

    publicModels: createPublicModels(database, opening.providersOf, renderProvider),
  };
}
