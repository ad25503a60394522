import type { Total } from './counts.js';
import { type Cursor, encodeCursor } from './cursor.js';
import type { List } from './list.js';
import type { Position } from './position.js';

/** What stays the same from page to page. */
export interface LinkBase {
  /** The list's absolute URL, without a query. */
  url: string;
  page: number;
  pageSize: number;
  sortBy: string;
}

export interface Links {
  next: string | null;
  previous: string | null;
}

/** A stretch of a list as it was read, in list order. */
export interface ReadPage {
  first: Position | undefined;
  last: Position | undefined;
  /** What the page began at; null for the beginning of the list. */
  from: Position | null;
  backward: boolean;
  /** Whether there is more in reading direction. */
  more: boolean;
}

/** The link to a page. The number is for people: where there is a cursor, it alone decides. */
function link({ url, pageSize, sortBy }: LinkBase, page: number, cursor: string | null): string {
  // Neither sorts nor cursors hold characters that a query has to encode.
  const place = cursor === null ? '' : `&cursor=${cursor}`;
  return `${url}?page=${page}&page_size=${pageSize}&sort_by=${sortBy}${place}`;
}

/** From an empty page one gets to the end that one came from: the last page, or the first. */
function linksOfEmpty(base: LinkBase, backward: boolean, { count, isLowerBound }: Total): Links {
  const last = isLowerBound ? Number.POSITIVE_INFINITY : Math.max(1, Math.ceil(count / base.pageSize));
  if (backward) return { next: count > 0 ? link(base, 1, null) : null, previous: null };
  return { next: null, previous: base.page > 1 ? link(base, Math.min(base.page - 1, last), null) : null };
}

/** The links around a page. */
export function linksOf(list: List, base: LinkBase, read: ReadPage, total: Total): Links {
  const { first, last, backward, more, from } = read;
  if (first === undefined || last === undefined) return linksOfEmpty(base, backward, total);
  const to = (page: number, cursor: Cursor) => link(base, page, encodeCursor(list, cursor));
  const next = () => to(base.page + 1, { backward: false, from: last });
  const previous = () => to(Math.max(1, base.page - 1), { backward: true, from: first });
  return backward
    ? { next: next(), previous: more ? previous() : null }
    : { next: more ? next() : null, previous: from === null ? null : previous() };
}
