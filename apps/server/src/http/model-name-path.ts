/** Nothing hangs below a model's name, so everything behind these is the name, slashes included. */
const prefixes = ['/api/models/', '/api/definitions/', '/api/explanations/', '/compat/openai/v1/models/'];

/**
 * The URL under which the contract knows a request: without the one slash that it may end in, and with the slashes of
 * a model's name encoded, so that the name is one segment. Decodes nothing.
 * @param url path and query as they came
 */
export function canonicalUrl(url: string): string {
  const cut = url.indexOf('?');
  const path = cut === -1 ? url : url.slice(0, cut);
  const query = cut === -1 ? '' : url.slice(cut);
  const trimmed = path.length > 1 && path.endsWith('/') ? path.slice(0, -1) : path;
  const prefix = prefixes.find((candidate) => trimmed.startsWith(candidate));
  if (prefix === undefined) return trimmed + query;
  return prefix + trimmed.slice(prefix.length).replaceAll('/', '%2F') + query;
}
