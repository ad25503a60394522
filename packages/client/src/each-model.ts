import type { Model, ModelPage } from './contract.js';
import type { Answer, FieldsOf, OptionsOf } from './operations.js';

type ListFields = FieldsOf<'filterModels'>;

/** Which models, in which order, and how many are fetched at a time (at most 100, which is the default). */
export type EachModelFields = Pick<ListFields, 'filters' | 'sort_by' | 'page_size'>;
export type EachModelOptions = OptionsOf<'filterModels'>;

/** Fetches a page: the first by fields, the others by the query of the link to them. */
export type FetchPage = (
  fields: EachModelFields,
  options: EachModelOptions,
  query: string | undefined,
) => Promise<Answer<ModelPage>>;

const LARGEST_PAGE = 100;

/**
 * Walks all pages, one request at a time and none ahead of need. No page is older than the one before it, also when
 * different servers answer. Only the query of `next` is used: the credential never goes where a body points.
 */
export async function* eachModel(
  fetchPage: FetchPage,
  fields: EachModelFields,
  options: EachModelOptions,
): AsyncGenerator<Model, void, undefined> {
  let minRevision = options.minRevision;
  let query: string | undefined;
  do {
    const page = await fetchPage({ page_size: LARGEST_PAGE, ...fields }, { ...options, minRevision }, query);
    yield* page.data.results;
    minRevision = page.revision ?? minRevision;
    query = queryIn(page.data.next);
  } while (query !== undefined);
}

function queryIn(link: string | null): string | undefined {
  return link === null ? undefined : new URL(link, 'http://registry').search;
}
