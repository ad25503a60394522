import type { IncomingHttpHeaders } from 'node:http';
import { type Precondition, unconditional } from '../answers/tag.js';

/** The entity tags of a header's list; weak ones keep their `W/`. */
function tagsOf(header: string): string[] {
  return header.match(/(?:W\/)?"[^"]*"/g) ?? [];
}

/** Whether a condition asks about any object instead of naming tags. */
export const isAny = (header: string): boolean => header.trim() === '*';

/**
 * The precondition of `If-Match` (RFC 9110, 13.1.1): `*` asks for any object, a list for one of these by strong
 * comparison, so that a weak tag never matches. A header that is neither matches nothing.
 */
export function ifMatch(header: string | undefined): Precondition {
  if (header === undefined) return unconditional;
  if (isAny(header)) return (current) => current !== null;
  const tags = tagsOf(header);
  return (current) => current !== null && tags.includes(current);
}

/** A tag without what tells a weak one from a strong one. */
const opaque = (tag: string): string => tag.replace(/^W\//, '');

/** Whether `If-None-Match` (RFC 9110, 13.1.2) says that the client has the answer already; comparison is weak. */
export function noneMatchHits(header: string | undefined, tag: string): boolean {
  if (header === undefined) return false;
  if (isAny(header)) return true;
  return tagsOf(header).some((candidate) => opaque(candidate) === opaque(tag));
}

/**
 * The preconditions of a write: `If-Match`, and `If-None-Match`, whose tags the object must not have. POST's
 * `If-None-Match: *` is about the organization's own objects, which the operation itself knows.
 */
export function preconditionOf(method: string, headers: IncomingHttpHeaders): Precondition {
  const matches = ifMatch(headers['if-match']);
  const noneMatch = headers['if-none-match'];
  if (noneMatch === undefined || (method === 'POST' && isAny(noneMatch))) return matches;
  return (current) => matches(current) && (current === null || !noneMatchHits(noneMatch, current));
}
