// Pages of 50 models, each another one, so that none is kept.
import { compare, readLoadOf } from '../measure.mjs';
import { ask, getAnew } from '../requests.mjs';
import { startComparison, startRegistry } from '../servers.mjs';
import { assertNotKept } from './lookups.mjs';

const models = 100_000;
const pageCount = 1_500;

/** The URLs of pages one after another, as a client goes through a list. */
export async function pagesFrom(address, first, count) {
  const urls = [first];
  while (urls.length < count) {
    const { next } = JSON.parse(await ask(address, urls.at(-1)));
    if (next === null) break;
    const { pathname, search } = new URL(next);
    urls.push(pathname + search);
  }
  return urls;
}

function pagePart(engine) {
  const id = `page-${engine}`;
  return {
    rows: [
      {
        id,
        what: `page of 50 not kept, 100,000 models, ${engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`,
        against: 'bare Express 5 sending the same bytes',
        must: 0.25,
        aim: 0.4,
      },
    ],
    async measure({ databases, options }) {
      const registry = await startRegistry(await databases[engine]({ models }));
      const urls = await pagesFrom(registry.address, '/api/models/list?page_size=50', pageCount);
      const body = await ask(registry.address, urls[pageCount / 2]);
      const express = await startComparison('bare-express', body);
      const kinds = [getAnew(...urls)];
      const load = readLoadOf(engine);
      const result = await compare(load(registry, kinds), load(express, kinds), options);
      await assertNotKept(registry.address);
      for (const server of [registry, express]) await server.stop();
      return { [id]: { ...result, note: `${body.length} bytes` } };
    },
  };
}

export const pageParts = [pagePart('sqlite'), pagePart('postgres')];
