// What a page costs with a million models beside a thousand, in milliseconds of one client that asks one thing after another.
import { runLoad } from '../load/load.mjs';
import { ratioOf } from '../measure.mjs';
import { anew, ask, getAnew, headers } from '../requests.mjs';
import { words } from '../seed.mjs';
import { startRegistry } from '../servers.mjs';
import { pagesFrom } from './pages.mjs';

const smallest = 1_000;
const list = '/api/models/list?page_size=50';
/** Where deep is: past so much of the list. */
const depth = 0.8;
const pagesAfter = 10;

const filtered = (filters) => ({
  urls: [`${list}&sort_by=model_name`],
  method: 'POST',
  headers: { ...headers, ...anew, 'content-type': 'application/json' },
  body: JSON.stringify({ filters }),
});

const priced = (operator, value) => filtered({ input_cost: { operator, value: [value] } });
const named = (word) => filtered({ model_name: { operator: 'icontains', value: [word] } });

const deepPage = (models) => Math.floor((models / 50) * depth);

/** Asks for a page deep in the list by its number, and answers the URLs of those that follow by number. */
async function pagesAfterDeep(address, models) {
  const page = deepPage(models);
  await ask(address, `${list}&page=${page}`);
  const after = Math.min(pagesAfter, models / 50 - page);
  return getAnew(...Array.from({ length: after }, (_, index) => `${list}&page=${page + 1 + index}`));
}

/** Every request that is compared, by the end of its row's id. */
export const scaleRequests = {
  'first-page': { what: 'first page of 50', request: () => getAnew(list) },
  'deep-page': {
    what: 'page of 50 deep in the list, by cursor',
    request: async (address, models) =>
      getAnew(...(await pagesFrom(address, `${list}&page=${deepPage(models)}`, 4)).slice(1)),
  },
  count: { what: 'count (a page of 1)', request: () => getAnew('/api/models/list?page_size=1') },
  summary: { what: 'summary', request: () => getAnew('/api/models/summary') },
  'after-deep': { what: 'the page after a deep `page=N`', isHarder: true, request: pagesAfterDeep },
  half: {
    what: 'price filter that matches half, by name',
    isHarder: true,
    request: () => priced('gte', 4.88),
  },
  thousandth: {
    what: 'price filter that matches 0.1 %, by name',
    isHarder: true,
    request: () => priced('', 3.21),
  },
  nothing: {
    what: 'price filter that matches nothing, by name',
    isHarder: true,
    request: () => priced('gt', 1_000),
  },
  common: {
    what: '`icontains` of a word in 10 % of the names',
    isHarder: true,
    request: () => named(words.common),
  },
  rare: {
    what: '`icontains` of a word in 0.1 % of the names',
    isHarder: true,
    request: () => named(words.rare),
  },
  absent: {
    what: '`icontains` of a word in no name',
    isHarder: true,
    request: () => named(words.absent),
  },
};

/** Milliseconds of the median request over some seconds of one client. */
export async function latency(address, kind, seconds, from = 0) {
  const { kinds } = await runLoad({ address, kinds: [kind], connections: 1, seconds, from });
  return kinds[0].p50;
}

async function compareSizes(name, { small, large }, { rounds, seconds, largest }) {
  const { request } = scaleRequests[name];
  const [little, much] = [await request(small, smallest), await request(large, largest)];
  const times = { small: [], large: [] };
  // The first round warms up.
  for (let round = 0, from = 0; round <= rounds; round++, from += 1e5) {
    times.large.push(await latency(large, much, seconds / 2, from));
    times.small.push(await latency(small, little, seconds / 2, from));
  }
  return { ...ratioOf(times.large.slice(1), times.small.slice(1)), unit: 'ms' };
}

function scalePart(engine) {
  const idOf = (name) => `scale-${engine}-${name}`;
  return {
    rows: Object.entries(scaleRequests).map(([name, { what, isHarder }]) => ({
      id: idOf(name),
      what: `${what}, 1,000,000 models, ${engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`,
      against: 'itself with 1,000 models',
      ...(isHarder ? { must: 4, aim: 2 } : { must: 1.5, aim: 1.1 }),
      isAtMost: true,
    })),
    async measure({ databases, options, wants }) {
      const small = await startRegistry(await databases[engine]({ models: smallest }));
      const large = await startRegistry(await databases[engine]({ models: options.largest }));
      const figures = {};
      for (const name of Object.keys(scaleRequests).filter((one) => wants(idOf(one))))
        figures[idOf(name)] = await compareSizes(
          name,
          { small: small.address, large: large.address },
          options,
        );
      for (const server of [small, large]) await server.stop();
      return figures;
    },
  };
}

export const scaleParts = [scalePart('sqlite'), scalePart('postgres')];
