// The requests that are measured, as the load generator takes them.
import { nameOf } from './seed.mjs';
import { adminKey } from './servers.mjs';

export const headers = { authorization: `Bearer ${adminKey}` };

export const modelUrl = (name) => `/api/models/${encodeURIComponent(name)}`;

/** The URLs of the models that `seed` has made. */
export const modelUrls = (count) => Array.from({ length: count }, (_, index) => modelUrl(nameOf(index)));

export const get = (...urls) => ({ urls, headers });

/** What is kept is kept for each host that links are made for: so each request is answered anew. */
export const anew = { host: 'turn-{turn}.example' };
/** GETs that no kept answer serves. */
export const getAnew = (...urls) => ({ urls, headers: { ...headers, ...anew } });

/** Replaces each of these models in turn, each time with another price. */
export const put = (...urls) => ({
  urls,
  method: 'PUT',
  headers: { ...headers, 'content-type': 'application/json' },
  body: '{"display_name":"Bench","input_cost":{turn}e-6,"output_cost":1.5,"max_context_window":128000,"streaming_support":1}',
});

/** Asks a server itself. @throws Error where it is no success */
export async function ask(address, path, init = {}) {
  const response = await fetch(address + path, { ...init, headers: { ...headers, ...init.headers } });
  const body = await response.text();
  if (!response.ok) throw new Error(`${path}: ${response.status} ${body}`);
  return body;
}
