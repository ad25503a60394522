import { RegistryError } from '../errors.js';

/** Nothing hangs below a model's name, so everything behind these is the name, slashes included. */
const prefixes = ['/api/models/', '/api/definitions/', '/api/explanations/'];

function malformed(): RegistryError {
  return new RegistryError(
    'malformed_url',
    'The path is not valid percent-encoded UTF-8. Write a percent sign as %25, or ask by POST /api/lookup.',
  );
}

function assertDecodes(path: string): void {
  try {
    decodeURIComponent(path);
  } catch {
    throw malformed();
  }
}

/**
 * The URL under which the contract knows a request: without the one slash that it may end in, and with the slashes of
 * a model's name encoded, so that the name is one segment. Decodes nothing.
 * @param url path and query as they came
 * @throws malformed_url when the path does not decode
 */
export function canonicalUrl(url: string): string {
  const cut = url.indexOf('?');
  const path = cut === -1 ? url : url.slice(0, cut);
  const query = cut === -1 ? '' : url.slice(cut);
  assertDecodes(path);
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const prefix = prefixes.find((candidate) => trimmed.startsWith(candidate));
  if (prefix === undefined) return trimmed + query;
  return prefix + trimmed.slice(prefix.length).replaceAll('/', '%2F') + query;
}
