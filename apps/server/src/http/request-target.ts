import type { RequestHandler } from 'express';
import { RegistryError } from '../errors.js';

/** A proxy may be sent the whole URL, and servers have to take it too (RFC 9112, 3.2.2). */
const schemeAndHost = /^https?:\/\/[^/?]*/i;

function malformed(detail: string): RegistryError {
  return new RegistryError('malformed_url', detail);
}

function assertDecodes(path: string | undefined = ''): void {
  try {
    decodeURIComponent(path);
  } catch {
    throw malformed(
      'The path is not valid percent-encoded UTF-8. Write a percent sign as %25, or ask by POST /api/lookup.',
    );
  }
}

/**
 * The path and query that a request is for.
 * @param target as it came, in origin or absolute form
 * @throws malformed_url where it does not decode, or reading it on would mean something else than what was typed
 */
export function originForm(target: string): string {
  if (target.includes('#')) {
    throw malformed('A URL ends for the server where "#" begins. Write the "#" of a name as %23.');
  }
  const path = target.replace(schemeAndHost, '');
  assertDecodes(path.split('?', 1)[0]);
  return path.startsWith('?') || path === '' ? `/${path}` : path;
}

/** Has everything behind it see the path and query only, and only such as can be read in one way. */
export const readTarget: RequestHandler = (request, _response, next) => {
  request.url = originForm(request.url);
  next();
};
