// `node --expose-gc bench/live-get.mjs`: what a look-up in a live copy costs beside a nested Map.get in the same run, and a start with
// that many models. Needs no server: `fetch` answers a snapshot from memory, and holds the request for changes.
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { parseArgs } from 'node:util';
import { loadShippedCatalog } from '../packages/catalog/dist/index.js';
import { createClient } from '../packages/client/dist/index.js';
import { median } from './measure.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '9' },
    models: { type: 'string', default: '100000' },
    // The look-ups alone, for the table of `npm run bench`.
    json: { type: 'boolean', default: false },
  },
});
const rounds = Number(values.rounds);
const count = Number(values.models);
const LOOKUPS = 2_000_000;
const CHUNK_BYTES = 64 * 1024;

// What a shipped model has in an answer beside its data.
const ANSWERED = {
  base_model_name: null,
  affiliation_category: 'built_in',
  is_called_by_custom_name: false,
  source: 'hardcoded',
  throughput: null,
  created_at: null,
  updated_at: null,
};

function providerOf(provider_id) {
  return {
    id: provider_id,
    provider_id,
    provider_name: provider_id,
    extra_kwargs: { base_url: `https://${provider_id}.example/v1` },
    has_api_key: false,
    api_key_fingerprint: null,
    api_key_reference: null,
    secrets_readable: true,
    created_at: null,
    updated_at: null,
  };
}

/** Models of the size that the registry answers: what ships, under names that are different. */
function modelsOf(catalog) {
  return Array.from({ length: count }, (_, index) => {
    const { provider_id, ...shipped } = catalog[index % catalog.length];
    const model_name = `team-${index % 100}/model-${index}`;
    const aliases = index % 10 === 0 ? [`alias-${index}`] : [];
    return {
      ...shipped,
      ...ANSWERED,
      id: model_name,
      model_name,
      aliases,
      provider: providerOf(provider_id),
    };
  });
}

function snapshot() {
  const models = modelsOf(loadShippedCatalog().models);
  return Buffer.from(JSON.stringify({ revision: 1, cursor: 'c', models }));
}

function secondsToParse(bytes) {
  const began = performance.now();
  JSON.parse(bytes.toString());
  return (performance.now() - began) / 1_000;
}

/** A stream of bytes, a piece at a time as a network gives them. */
function streamOf(bytes) {
  let at = 0;
  return new ReadableStream({
    async pull(controller) {
      await new Promise((resolve) => setImmediate(resolve));
      if (at >= bytes.length) return controller.close();
      controller.enqueue(bytes.subarray(at, at + CHUNK_BYTES));
      at += CHUNK_BYTES;
    },
  });
}

function registryOf(bytes) {
  return createClient({
    baseUrl: 'http://registry.invalid',
    fetch: (url, { signal }) =>
      url.endsWith('/api/snapshot')
        ? Promise.resolve(new Response(streamOf(bytes)))
        : new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  });
}

/** Look-ups a second, of names in an order that no cache foresees. */
function speed(names, look) {
  const began = performance.now();
  let found = 0;
  for (let index = 0; index < LOOKUPS; index++) {
    if (look(names[(index * 7919) % names.length]) !== undefined) found += 1;
  }
  if (found !== LOOKUPS) throw new Error(`${LOOKUPS - found} names were not found`);
  return LOOKUPS / ((performance.now() - began) / 1_000);
}

async function load(bytes) {
  global.gc?.();
  const before = process.memoryUsage().heapUsed;
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const began = performance.now();
  const models = await registryOf(bytes).live();
  const seconds = (performance.now() - began) / 1_000;
  // The last step is seen only by a turn behind it.
  await new Promise((resolve) => setTimeout(resolve, 20));
  delay.disable();
  global.gc?.();
  return { models, seconds, stall: delay.max / 1e6, heap: process.memoryUsage().heapUsed - before };
}

function comparedSpeeds(models, nested) {
  const names = [...models.values()].flatMap(({ model_name, aliases }) => [model_name, ...aliases]);
  const live = (name) => models.get(name);
  const map = (name) => nested.get('acme').get(name);
  speed(names, live);
  speed(names, map);
  const pairs = Array.from({ length: rounds }, () => [speed(names, live), speed(names, map)]);
  return { pairs, ratios: pairs.map(([one, other]) => one / other) };
}

const bytes = snapshot();
const parsed = secondsToParse(bytes);
// What is done with is collected only when the frames that held it are gone.
await new Promise((resolve) => setTimeout(resolve, 20));

const { models, seconds, stall, heap } = await load(bytes);
const entries = [...models.values()].flatMap((model) =>
  [model.model_name, ...model.aliases].map((name) => [name, model]),
);
const { pairs, ratios } = comparedSpeeds(models, new Map([['acme', new Map(entries)]]));
await models.close();

const million = (values) => (median(values) / 1e6).toFixed(1);
const table = () => `
Node ${process.versions.node}, ${models.size.toLocaleString('en')} models, ${(bytes.length / 1e6).toFixed(0)} MB of snapshot

| what | figure | against |
|---|---|---|
| models.get | ${median(ratios).toFixed(2)} (${Math.min(...ratios).toFixed(2)}–${Math.max(...ratios).toFixed(2)}) of a nested Map.get | ${million(pairs.map(([one]) => one))} against ${million(pairs.map(([, other]) => other))} million a second; must be ≥ 0.5 |
| live() | ${seconds.toFixed(1)} s, ${(seconds / parsed).toFixed(1)} times JSON.parse of the same | longest step ${stall.toFixed(0)} ms, where JSON.parse is one of ${(parsed * 1_000).toFixed(0)} ms |
| heap | ${(heap / 1e6).toFixed(0)} MB | ${(heap / models.size / 1e3).toFixed(1)} KB a model |`;
const bare = () => JSON.stringify({ live: pairs.map(([one]) => one), map: pairs.map(([, other]) => other) });
console.log(values.json ? bare() : table());
