import type { Filters, Model, ModelPage } from '@llm-registry/api-types';
import { type JsonText, jsonArray, jsonText, storedJson } from '../answers/json-text.js';
import type { Total } from './counts.js';
import type { Links } from './links.js';
import type { ListedAll, ListedPage } from './service.js';
import { arrayText, framed } from './streaming.js';

/** The page object up to its results: the count comes first, so that a reader of a stream knows what to expect. */
function opening({ count, isLowerBound }: Total, { next, previous }: Links): string {
  const bound = isLowerBound ? ',"count_is_lower_bound":true' : '';
  return `{"count":${count}${bound},"next":${JSON.stringify(next)},"previous":${JSON.stringify(previous)},"results":`;
}

const closing = (filters: Filters): string => `,"current_filters":${jsonText(filters)}}`;

/** A page as the page object. */
export function pageObject(page: ListedPage): JsonText<ModelPage> {
  return storedJson(opening(page.total, page) + jsonArray(page.models) + closing(page.filters));
}

/** Everything as one page object, piece by piece. */
export function wholePageObject({ total, batches }: ListedAll): AsyncIterable<string> {
  return framed(opening(total, { next: null, previous: null }), arrayText(batches), closing({}));
}

/** The headers of a bare array: `Link` (RFC 8288), where there is a neighboring page, and the count. */
export function arrayHeaders({ count }: Total, { next, previous }: Links): Record<string, string> {
  const links = [next && `<${next}>; rel="next"`, previous && `<${previous}>; rel="prev"`].filter(
    (link) => link !== null,
  );
  return { 'X-Total-Count': String(count), ...(links.length > 0 && { Link: links.join(', ') }) };
}

/** The public catalog in the object that clients of the API expect around it. */
export function wrappedModels(models: JsonText<Model[]>): JsonText<{ models: Model[] }> {
  return storedJson(`{"models":${models}}`);
}
