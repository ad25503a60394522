// What is measured at every size: milliseconds of one client that asks one thing after another, and the process itself.
import { runLoad } from '../load/load.mjs';
import { residentMegabytes } from '../processes.mjs';
import { getAnew, headers, modelUrls, put } from '../requests.mjs';
import { scaleRequests } from '../rows/scale.mjs';

const list = '/api/models/list?page_size=50';
/** As many models as are written, wherever there are more. */
const written = 1_000;

const filteredAndSorted = {
  urls: [`${list}&sort_by=-output_cost`],
  method: 'POST',
  headers: { ...headers, 'content-type': 'application/json' },
  body: JSON.stringify({ filters: { input_cost: { operator: 'gte', value: [4.88] } } }),
};

/** Each operation as a request to a server with `models` in the organization that asks. */
const requests = {
  GET: (_address, models) => getAnew(...modelUrls(Math.min(models, 100_000))),
  PUT: (_address, models) => put(...modelUrls(Math.min(models, written))),
  'first page': scaleRequests['first-page'].request,
  'deep page': scaleRequests['deep-page'].request,
  'filtered and sorted page': () => filteredAndSorted,
  summary: scaleRequests.summary.request,
};

/** Milliseconds until the last byte of a snapshot. */
async function snapshotTime(address) {
  const began = performance.now();
  const response = await fetch(`${address}/api/snapshot`, { headers });
  if (!response.ok) throw new Error(`A snapshot was refused with ${response.status}.`);
  for await (const _part of response.body);
  return performance.now() - began;
}

/** One round: what each operation took at its median, in milliseconds. */
async function oneRound(address, kinds, { seconds, from }) {
  const round = {};
  for (const [name, kind] of Object.entries(kinds)) {
    const result = await runLoad({ address, kinds: [kind], connections: 1, seconds, from });
    round[name] = result.kinds[0].p50;
  }
  return { ...round, snapshot: await snapshotTime(address) };
}

/**
 * Measures every operation some rounds long.
 * @param server has just started
 * @returns for each measure its unit and a value of each round
 */
export async function measureOperations(server, models, { rounds, seconds }) {
  const memory = residentMegabytes(server.pid);
  const kinds = {};
  for (const [name, request] of Object.entries(requests)) kinds[name] = await request(server.address, models);
  const results = [];
  for (let round = 0; round < rounds; round++)
    results.push(await oneRound(server.address, kinds, { seconds, from: round * 1e6 }));
  const series = [...Object.keys(requests), 'snapshot'].map((name) => [
    name,
    { unit: 'ms', values: results.map((round) => round[name]) },
  ]);
  return { ...Object.fromEntries(series), 'resident memory': { unit: 'MB', values: [memory] } };
}
