import type { Filters, Model, SortBy, Summary } from '@llm-registry/api-types';
import type { JsonText } from '../answers/json-text.js';
import type { Database } from '../db/connect.js';
import type { Layers } from '../revisions/layers.js';
import { createMemo } from './bounded-memo.js';
import { createCounter, summaryOf, type Total, totalOf } from './counts.js';
import { type Cursor, decodeCursor } from './cursor.js';
import { batchesOf } from './export.js';
import { placeBehind } from './jump.js';
import { type Links, linksOf } from './links.js';
import { type List, listOf } from './list.js';
import { type Position, positionOf } from './position.js';
import { createPublicModels } from './public-models.js';
import { openReading, type Reading, readStretch, stretchOf } from './reading.js';
import { type RenderProvider, renderRows } from './rendering.js';
import { started } from './streaming.js';

/** Which page of which list. */
export interface ListRequest {
  /** The list's absolute URL, without a query: links begin with it. */
  url: string;
  /** From 1. */
  page: number;
  /** 1 to 100. */
  pageSize: number;
  sortBy: SortBy;
  cursor?: string | undefined;
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
  page(layers: Layers, request: ListRequest): Promise<ListedPage>;
  all(layers: Layers, request: Pick<ListRequest, 'page' | 'sortBy'>): Promise<ListedAll>;
  summary(layers: Layers, filters?: Filters): Promise<Summary>;
  publicModels(): Promise<JsonText<Model[]>>;
}

interface Dependencies {
  database: Database;
  renderProvider: RenderProvider;
}

/** Where a page begins; null for a page beyond the end. */
type Beginning = { from: Position | null; backward: boolean } | null;

const rememberedPages = 1_000;

async function* rendered(
  reading: Reading,
  render: RenderProvider,
): AsyncGenerator<JsonText<Model>[], void, undefined> {
  for await (const rows of batchesOf(reading)) yield renderRows(rows, render);
}

async function* nothing(): AsyncGenerator<JsonText<Model>[], void, undefined> {}

/** Makes the wide read side: lists, counts and the public catalog. It never writes. */
export function createListingService({ database, renderProvider }: Dependencies): ListingService {
  const countsOf = createCounter(database);
  const publicModels = createPublicModels(database, renderProvider);
  // Where the page after one that was asked for by number begins, for clients that count pages up.
  const places = createMemo<Position>(rememberedPages);

  const placeKey = ({ key, layers }: List, pageSize: number, page: number) =>
    JSON.stringify([layers.organization, layers.revision, layers.shipped, key, pageSize, page]);

  async function beginningOf(reading: Reading, request: ListRequest, total: Total): Promise<Beginning> {
    const { list, arms } = reading;
    const { page, pageSize } = request;
    if (page === 1) return { from: null, backward: false };
    const skipped = (page - 1) * pageSize;
    if (!total.isLowerBound && skipped >= total.count) return null;
    const from =
      places.get(placeKey(list, pageSize, page)) ??
      (await placeBehind(database.read, arms, stretchOf(reading, null), skipped));
    return from ? { from, backward: false } : null;
  }

  async function page(layers: Layers, request: ListRequest): Promise<ListedPage> {
    const list = listOf(layers, request.sortBy, request.filters);
    const cursor: Cursor | undefined =
      request.cursor === undefined ? undefined : decodeCursor(list, request.cursor);
    const reading = await openReading(database, list);
    const total = totalOf(list, await countsOf(list, reading.arms, stretchOf(reading, null)));
    const beginning = cursor ?? (await beginningOf(reading, request, total));
    const { pageSize } = request;
    const read = beginning
      ? await readStretch(reading, stretchOf(reading, beginning.from, beginning.backward), pageSize + 1)
      : [];
    const rows = read.slice(0, pageSize);
    if (beginning?.backward) rows.reverse();
    const at = (index: number) => {
      const row = rows.at(index);
      return row && positionOf(list.order, row);
    };
    const last = at(-1);
    const more = read.length > pageSize;
    if (cursor === undefined && more && last) places.set(placeKey(list, pageSize, request.page + 1), last);
    const links = linksOf(
      list,
      request,
      { first: at(0), last, from: beginning?.from ?? null, backward: beginning?.backward ?? false, more },
      total.isLowerBound ? Number.POSITIVE_INFINITY : total.count,
    );
    return { ...links, total, models: renderRows(rows, renderProvider), filters: list.filters.normalized };
  }

  async function all(
    layers: Layers,
    { page: number, sortBy }: Pick<ListRequest, 'page' | 'sortBy'>,
  ): Promise<ListedAll> {
    const list = listOf(layers, sortBy, undefined);
    const reading = await openReading(database, list);
    const total = totalOf(list, await countsOf(list, reading.arms, stretchOf(reading, null)));
    return { total, batches: number > 1 ? nothing() : await started(rendered(reading, renderProvider)) };
  }

  async function summary(layers: Layers, filters?: Filters): Promise<Summary> {
    const list = listOf(layers, undefined, filters);
    const reading = await openReading(database, list);
    return summaryOf(list, await countsOf(list, reading.arms, stretchOf(reading, null)));
  }

  return { page, all, summary, publicModels };
}
