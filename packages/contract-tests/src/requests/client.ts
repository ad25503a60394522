import { createClient, type Registry } from '@llm-registry/client';
import { observe } from '../answers/observe.js';

/** The client as applications have it; what its `fetch` is answered is held to the contract and written down. */
export function clientOf(baseUrl: string, token: string | undefined): Registry {
  const below = new URL(baseUrl).pathname.replace(/\/$/, '').length;
  return createClient({
    baseUrl,
    token,
    retries: 0,
    fetch: async (url, init) => {
      const response = await fetch(url, init);
      const text = await response.clone().text();
      const { pathname, search } = new URL(url);
      const { method } = init;
      const { status, headers } = response;
      observe({ method, target: pathname.slice(below) + search, status, headers, text });
      return response;
    },
  });
}
