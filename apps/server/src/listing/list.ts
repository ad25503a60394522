import { hash } from 'node:crypto';
import type { Filters, SortBy } from '@llm-registry/api-types';
import type { Layers } from '../revisions/layers.js';
import { type ParsedFilters, parseFilters } from './filters.js';
import { effectiveOrder, type Order, parseSort } from './order.js';

/** One organization's list in one order, after filters. */
export interface List {
  layers: Layers;
  filters: ParsedFilters;
  order: Order;
  /** Equal for the same filters, in whatever order they were written. */
  filterKey: string;
  /** Equal for the same sort and filters: what a cursor belongs to. */
  key: string;
}

const keyFor = (value: unknown): string => hash('sha256', JSON.stringify(value), 'base64url').slice(0, 22);

/** Of no filters, which most lists have. */
const keyOfNone = keyFor([]);

function keyOfFilters({ conditions, normalized }: ParsedFilters): string {
  if (conditions.length === 0) return keyOfNone;
  return keyFor(Object.entries(normalized).sort(([one], [other]) => (one < other ? -1 : 1)));
}

/**
 * The list that a request means.
 * @throws invalid_request when the sort or a filter means nothing
 */
export function listOf(layers: Layers, sortBy: SortBy | undefined, given: Filters | undefined): List {
  const sort = parseSort(sortBy);
  const filters = parseFilters(given);
  const filterKey = keyOfFilters(filters);
  return {
    layers,
    filters,
    order: effectiveOrder(sort, filters.conditions),
    filterKey,
    key: keyFor([sort.by, sort.descending, filterKey]),
  };
}
