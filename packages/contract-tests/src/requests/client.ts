import { createClient, type Fetch, type Registry } from '@llm-registry/client';
import { expectSameAnswer, isRepeatable } from '../answers/both-ways.js';
import type { Exchange } from '../answers/exchange.js';
import { observe } from '../answers/observe.js';

/** The client as applications have it; what its `fetch` is answered is held to the contract and written down. */
export function clientOf(baseUrl: string, token: string | undefined): Registry {
  const below = new URL(baseUrl).pathname.replace(/\/$/, '').length;

  async function seen(url: string, init: Parameters<Fetch>[1]): Promise<[Response, Exchange]> {
    const response = await fetch(url, init);
    const text = await response.clone().text();
    const { pathname, search } = new URL(url);
    const { status, headers } = response;
    const exchange = { method: init.method, target: pathname.slice(below) + search, status, headers, text };
    observe(exchange);
    return [response, exchange];
  }

  return createClient({
    baseUrl,
    token,
    retries: 0,
    fetch: async (url, init) => {
      const [response, first] = await seen(url, init);
      if (isRepeatable(first)) expectSameAnswer(first, (await seen(url, init))[1]);
      return response;
    },
  });
}
