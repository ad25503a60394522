// What the explorer shows, as a value: everything of it is in the address, so that a view can be shared. No key ever is.

/** Whose models: the shipped catalog, which needs no key, or those an organization sees. */
export type Source = 'catalog' | 'organization';

/** Which of the explorer's pages. */
export type Page =
  | { kind: 'list' }
  | { kind: 'model'; name: string }
  | { kind: 'compare' }
  | { kind: 'create'; base: string }
  | { kind: 'edit'; name: string };

export const CAPABILITIES = ['tools', 'images', 'streaming', 'reasoning'] as const;
/** What a model may be asked for, by the client's names of it. */
export type Capability = (typeof CAPABILITIES)[number];

export const SORT_COLUMNS = [
  'model_name',
  'provider',
  'model_type',
  'max_context_window',
  'max_output_tokens',
  'input_cost',
  'cache_hit_input_cost',
  'output_cost',
] as const;
export type SortColumn = (typeof SORT_COLUMNS)[number];

/** Decimal text, USD per 1,000,000 tokens; empty means no bound. */
export interface PriceRange {
  from: string;
  to: string;
}

export interface Filters {
  search: string;
  providers: string[];
  types: string[];
  capabilities: Capability[];
  /** Tokens; 0 means any. */
  minContext: number;
  input: PriceRange;
  output: PriceRange;
}

/** What is estimated: tokens a month, and the input of one request, by which tiers go. */
export interface MonthlyUsage {
  /** All input, the cached part included. */
  input: number;
  cached: number;
  output: number;
  perRequest: number;
}

export interface ViewState {
  page: Page;
  source: Source;
  /** The registry's address where none serves the site; else empty. */
  registry: string;
  filters: Filters;
  sort: { column: SortColumn; descending: boolean };
  /** Names of the models to compare, at most {@link MOST_COMPARED}. */
  compared: string[];
  /** Whether the comparison leaves out what is the same. */
  onlyDifferences: boolean;
  usage: MonthlyUsage;
}

export const MOST_COMPARED = 4;

export const NO_FILTERS: Filters = {
  search: '',
  providers: [],
  types: [],
  capabilities: [],
  minContext: 0,
  input: { from: '', to: '' },
  output: { from: '', to: '' },
};

export const FIRST_VIEW: ViewState = {
  page: { kind: 'list' },
  source: 'catalog',
  registry: '',
  filters: NO_FILTERS,
  sort: { column: 'model_name', descending: false },
  compared: [],
  onlyDifferences: false,
  usage: { input: 10_000_000, cached: 0, output: 2_000_000, perRequest: 0 },
};

/** The state with a model added to those compared or taken out; as it was when there are as many as there may be. */
export function toggleCompared(compared: readonly string[], name: string): string[] {
  if (compared.includes(name)) return compared.filter((other) => other !== name);
  return compared.length < MOST_COMPARED ? [...compared, name] : [...compared];
}
