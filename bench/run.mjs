// `npm run bench`: what the registry costs, as ratios to a comparison measured in the same run.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compare, median } from './measure.mjs';
import { seed } from './seed.mjs';
import { adminKey, startBareExpress, startRegistry } from './servers.mjs';

const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '5' }, seconds: { type: 'string', default: '2' } },
});
const load = { rounds: Number(values.rounds), seconds: Number(values.seconds) };
const headers = { authorization: `Bearer ${adminKey}` };
const folders = [];

function folder() {
  const made = mkdtempSync(join(tmpdir(), 'llm-registry-bench-'));
  folders.push(made);
  return made;
}

const number = (value) => value.toFixed(value < 10 ? 2 : 0);

function print(name, { ratio, low, high, target, comparison }, note) {
  console.log(
    `| ${name} | ${number(ratio)} (${number(low)}–${number(high)}) | ${number(target)} | ${number(comparison)} | ${note} |`,
  );
}

/** Resident memory of a process in MB. */
function residentMegabytes(pid) {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]) / 1024;
}

async function json(address, path, init = {}) {
  const response = await fetch(address + path, { ...init, headers: { ...headers, ...init.headers } });
  if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

async function measureGet(registry) {
  const url = `${registry.address}/api/models/openai/gpt-4o-mini`;
  const body = await (await fetch(url, { headers })).text();
  const express = await startBareExpress(body);
  const result = await compare({ url, headers }, { url: express.address }, load);
  await express.stop();
  print('GET one model', result, `bare Express sending the same ${body.length} bytes`);
}

/** The URL of a page deep in a list, reached as a client reaches it: by a page number once, then by its links. */
async function deepPage(address, query) {
  const { count } = await json(address, `/api/models/list?page_size=50&${query}`);
  const page = Math.max(2, Math.floor((count / 50) * 0.8));
  const found = await json(address, `/api/models/list?page_size=50&page=${page}&${query}`);
  return found.next;
}

const filter = JSON.stringify({ filters: { input_cost: { operator: 'lt', value: [5] } } });
const post = { method: 'POST', body: filter, headers: { ...headers, 'content-type': 'application/json' } };

/** Every page that is compared: the same request to a small and to a large registry. */
const pages = {
  'first page, by name': async (address) => ({ url: `${address}/api/models/list?page_size=50`, headers }),
  'deep page, by name': async (address) => ({ url: await deepPage(address, ''), headers }),
  'first page, by input_cost descending': async (address) => ({
    url: `${address}/api/models/list?page_size=50&sort_by=-input_cost`,
    headers,
  }),
  'deep page, by input_cost descending': async (address) => ({
    url: await deepPage(address, 'sort_by=-input_cost'),
    headers,
  }),
  'filtered by input_cost, by name': async (address) => ({
    ...post,
    url: `${address}/api/models/list?page_size=50`,
  }),
  'filtered and sorted by input_cost': async (address) => ({
    ...post,
    url: `${address}/api/models/list?page_size=50&sort_by=input_cost`,
  }),
  summary: async (address) => ({ url: `${address}/api/models/summary`, headers }),
};

async function measurePages(small, large) {
  for (const [name, request] of Object.entries(pages)) {
    const result = await compare(await request(small.address), await request(large.address), {
      ...load,
      connections: 4,
    });
    print(name, result, 'a page with 100,000 models costs that many with 1,000; must be ≤ 1.5');
  }
}

async function measureStart(existing) {
  const express = [];
  const again = [];
  const first = [];
  let memory = 0;
  for (let round = 0; round < load.rounds; round++) {
    const bare = await startBareExpress('{}');
    express.push(bare.readyAfter);
    await bare.stop();
    const restarted = await startRegistry(existing);
    again.push(restarted.readyAfter);
    memory = Math.max(memory, residentMegabytes(restarted.pid));
    await restarted.stop();
    const fresh = await startRegistry(folder());
    first.push(fresh.readyAfter);
    await fresh.stop();
  }
  const bare = median(express);
  const start = (name, times, note) =>
    console.log(
      `| ${name} | ${number(median(times) / bare)} | ${number(median(times))} ms | ${number(bare)} ms | ${note} |`,
    );
  start(
    'ready on an existing database',
    again,
    `bare Express; must be ≤ 1,500 ms; resident ${number(memory)} MB (must be ≤ 150)`,
  );
  start('ready at the first start', first, 'bare Express; must be ≤ 5,000 ms');
}

async function main() {
  const [smallFolder, largeFolder] = [folder(), folder()];
  await seed(smallFolder, 1_000);
  await seed(largeFolder, 100_000);
  console.log(
    `\n${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, ${load.rounds} rounds of ${load.seconds} s\n`,
  );
  console.log(
    '| requests a second | ratio (spread) | registry | comparison | against |\n|---|---|---|---|---|',
  );
  const small = await startRegistry(smallFolder);
  await measureGet(small);
  const large = await startRegistry(largeFolder);
  console.log(
    '\n| page of 50 | times the cost (spread) | with 1,000 | with 100,000 | |\n|---|---|---|---|---|',
  );
  await measurePages(small, large);
  console.log(`\nResident after the load: ${number(residentMegabytes(large.pid))} MB with 100,000 models.\n`);
  await Promise.all([small.stop(), large.stop()]);
  console.log('| what | ratio | registry | comparison | against |\n|---|---|---|---|---|');
  await measureStart(smallFolder);
}

try {
  await main();
} finally {
  for (const made of folders) rmSync(made, { recursive: true, force: true });
}
