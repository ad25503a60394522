import { isDecimal } from '../models/decimal.js';
import {
  CAPABILITIES,
  FIRST_VIEW,
  type Filters,
  MOST_COMPARED,
  type MonthlyUsage,
  type Page,
  SORT_COLUMNS,
  type ViewState,
} from './view-state.js';

/** The query of a view's address, without its question mark; empty for the first view. Only what differs from that is in it. */
export function viewQuery(view: ViewState): string {
  const query = new URLSearchParams();
  const set = (name: string, value: string | number, usual: string | number = '') => {
    if (value !== usual) query.append(name, String(value));
  };
  writePage(view.page, set);
  set('models', view.source, FIRST_VIEW.source);
  set('registry', view.registry);
  writeFilters(view.filters, set);
  set('sort', (view.sort.descending ? '-' : '') + view.sort.column, FIRST_VIEW.sort.column);
  for (const name of view.compared) set('with', name);
  if (view.onlyDifferences) set('only', 'differences');
  for (const [name, key] of usageNames) set(name, view.usage[key], FIRST_VIEW.usage[key]);
  return query.toString();
}

/** Reads an address as {@link viewQuery} writes it. What it cannot mean is as if it were not there. */
export function readView(query: string): ViewState {
  const given = new URLSearchParams(query);
  return {
    page: readPage(given),
    source: given.get('models') === 'organization' ? 'organization' : 'catalog',
    registry: given.get('registry') ?? '',
    filters: readFilters(given),
    sort: readSort(given.get('sort') ?? ''),
    compared: [...new Set(given.getAll('with'))].slice(0, MOST_COMPARED),
    onlyDifferences: given.get('only') === 'differences',
    usage: readUsage(given),
  };
}

type SetParameter = (name: string, value: string | number, usual?: string | number) => void;

const usageNames: readonly (readonly [string, keyof MonthlyUsage])[] = [
  ['in', 'input'],
  ['cached', 'cached'],
  ['out', 'output'],
  ['request', 'perRequest'],
];

function writePage(page: Page, set: SetParameter): void {
  if (page.kind === 'model') set('model', page.name);
  if (page.kind === 'edit') set('edit', page.name);
  if (page.kind === 'compare' || page.kind === 'create') set('view', page.kind);
  if (page.kind === 'create') set('base', page.base);
}

function readPage(given: URLSearchParams): Page {
  const model = given.get('model');
  const edited = given.get('edit');
  if (model) return { kind: 'model', name: model };
  if (edited) return { kind: 'edit', name: edited };
  if (given.get('view') === 'compare') return { kind: 'compare' };
  if (given.get('view') === 'create') return { kind: 'create', base: given.get('base') ?? '' };
  return { kind: 'list' };
}

function writeFilters(filters: Filters, set: SetParameter): void {
  set('q', filters.search);
  for (const provider of filters.providers) set('provider', provider);
  for (const type of filters.types) set('type', type);
  for (const capability of filters.capabilities) set('can', capability);
  set('context', filters.minContext, 0);
  set('input_from', filters.input.from);
  set('input_to', filters.input.to);
  set('output_from', filters.output.from);
  set('output_to', filters.output.to);
}

function readFilters(given: URLSearchParams): Filters {
  const wanted = given.getAll('can');
  const price = (name: string) => decimalOr(given.get(name));
  return {
    search: given.get('q') ?? '',
    providers: [...new Set(given.getAll('provider'))],
    types: [...new Set(given.getAll('type'))],
    capabilities: CAPABILITIES.filter((capability) => wanted.includes(capability)),
    minContext: countOr(given.get('context'), 0),
    input: { from: price('input_from'), to: price('input_to') },
    output: { from: price('output_from'), to: price('output_to') },
  };
}

function readSort(text: string): ViewState['sort'] {
  const descending = text.startsWith('-');
  const column = SORT_COLUMNS.find((name) => name === text.slice(descending ? 1 : 0));
  return column === undefined ? FIRST_VIEW.sort : { column, descending };
}

function readUsage(given: URLSearchParams): MonthlyUsage {
  const { usage } = FIRST_VIEW;
  const counts = usageNames.map(([name, key]) => [key, countOr(given.get(name), usage[key])]);
  return { ...usage, ...Object.fromEntries(counts) };
}

function countOr(text: string | null, other: number): number {
  if (text === null || !/^\d+$/.test(text)) return other;
  return Number.isSafeInteger(Number(text)) ? Number(text) : other;
}

function decimalOr(text: string | null): string {
  return text !== null && isDecimal(text) ? text : '';
}
