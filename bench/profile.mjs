// `npm run bench:profile -- get-kept`: where the server's time goes under one load, by function and by place.
import { readdirSync, readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { createDatabases } from './databases.mjs';
import { endWith } from './ending.mjs';
import { runLoad } from './load/load.mjs';
import { get, modelUrls, put } from './requests.mjs';
import { pagesFrom } from './rows/pages.mjs';
import { startRegistry } from './servers.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: 'string', default: '10' },
    engine: { type: 'string', default: 'sqlite' },
    top: { type: 'string', default: '25' },
  },
});
const seconds = Number(values.seconds);
const connections = 64;

/** Each load with the models that it needs. */
const loads = {
  'get-kept': { models: 1_000, kind: () => get(modelUrls(1)[0]) },
  'get-not-kept': { models: 100_000, kind: () => get(...modelUrls(100_000)) },
  page: {
    models: 100_000,
    kind: async ({ address }) => get(...(await pagesFrom(address, '/api/models/list?page_size=50', 1_500))),
  },
  put: { models: 1_000, kind: () => put(...modelUrls(1_000)) },
};

/** Samples of the profile that were taken from `from` to `to` seconds before its end, as microseconds of each node. */
function selfTimes({ nodes, samples, timeDeltas, startTime, endTime }, { from, to }) {
  const [begin, end] = [endTime - from * 1e6, endTime - to * 1e6];
  const times = new Map(nodes.map(({ id }) => [id, 0]));
  let at = startTime;
  for (const [index, id] of samples.entries()) {
    at += timeDeltas[index];
    // A sample stands for the time until the next one.
    if (at >= begin && at <= end) times.set(id, times.get(id) + (timeDeltas[index + 1] ?? 0));
  }
  return times;
}

/** The build makes few files of many. */
const isBundle = (url) => /\/apps\/server\/dist\/(main|packages\d*)\.js$/.test(url);

/** The functions of a profile, back in the files that they came from. */
function unbundled(nodes) {
  const maps = new Map();
  function mapOf(url) {
    if (!maps.has(url))
      maps.set(url, new SourceMap(JSON.parse(readFileSync(`${fileURLToPath(url)}.map`, 'utf8'))));
    return maps.get(url);
  }
  return nodes.map((node) => {
    const { url, lineNumber, columnNumber } = node.callFrame;
    if (!isBundle(url)) return node;
    const { originalSource, originalLine } = mapOf(url).findEntry(lineNumber, columnNumber);
    if (originalSource === undefined) return node;
    const callFrame = { ...node.callFrame, url: new URL(originalSource, url).href, lineNumber: originalLine };
    return { ...node, callFrame };
  });
}

/** The package or the folder of the server that a function belongs to. */
function placeOf({ functionName, url }) {
  if (url === '') return functionName.startsWith('(') ? functionName : '(native)';
  if (url.startsWith('node:')) return url;
  const inPackage = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(url);
  if (inPackage) return inPackage[1];
  const own = /apps\/server\/dist\/(.*)$/.exec(url);
  return own ? `ours: ${own[1]}` : url;
}

const isMark = ({ functionName }) => functionName.startsWith('(') && functionName !== '(anonymous)';

function labelOf(frame) {
  if (isMark(frame)) return frame.functionName;
  const where = frame.url === '' ? '' : ` (${basename(frame.url)}:${frame.lineNumber + 1})`;
  return `\`${frame.functionName || '(anonymous)'}\`, ${placeOf(frame)}${where}`;
}

/** Names functions; a native one with the function that called it, since alone it says little. */
function labels(callers) {
  return ({ id, callFrame }) => {
    const caller = callers.get(id);
    const isNative = callFrame.url === '' && !isMark(callFrame);
    return isNative && caller
      ? `${labelOf(callFrame)} from ${labelOf(caller.callFrame)}`
      : labelOf(callFrame);
  };
}

const isPackageOrOurs = ({ url }) => url !== '' && !url.startsWith('node:');

/** Names the package or the file of ours that wanted it: what Node does is charged to who called Node. */
function charged(callers) {
  return (node) => {
    if (isMark(node.callFrame) && node.callFrame.functionName !== '(root)')
      return node.callFrame.functionName;
    let at = node;
    while (at && !isPackageOrOurs(at.callFrame)) at = callers.get(at.id);
    return at ? placeOf(at.callFrame) : `node itself: ${placeOf(node.callFrame)}`;
  };
}

function summed(nodes, times, nameOfNode) {
  const sums = new Map();
  for (const node of nodes) {
    const name = nameOfNode(node);
    sums.set(name, (sums.get(name) ?? 0) + times.get(node.id));
  }
  return sums;
}

/** Sums the time of each function with all that it called; of one that calls itself only the outermost. */
function summedWithCalls(nodes, times, nameOfNode) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const sums = new Map();
  function walk(node, above) {
    const name = nameOfNode(node);
    const isOutermost = !above.has(name);
    if (isOutermost) above.add(name);
    let total = times.get(node.id);
    for (const child of node.children ?? []) total += walk(byId.get(child), above);
    if (isOutermost) {
      above.delete(name);
      sums.set(name, (sums.get(name) ?? 0) + total);
    }
    return total;
  }
  walk(nodes[0], new Set());
  return sums;
}

function printTable(title, sums, count, all) {
  const busy = [...sums].filter(([name]) => name !== '(idle)' && name !== '(root)');
  console.log(`\n| ${title} | time |\n|---|---|`);
  for (const [name, time] of busy.sort(([, a], [, b]) => b - a).slice(0, count))
    console.log(`| ${name} | ${((time / all) * 100).toFixed(1)} % |`);
}

function printProfile(folder, window) {
  const [file] = readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'));
  const profile = JSON.parse(readFileSync(join(folder, file), 'utf8'));
  const nodes = unbundled(profile.nodes);
  const times = selfTimes(profile, window);
  const callers = new Map(nodes.flatMap((node) => (node.children ?? []).map((child) => [child, node])));
  const count = Number(values.top);
  const alone = summed(nodes, times, labels(callers));
  const all = [...alone].reduce((sum, [name, time]) => (name === '(idle)' ? sum : sum + time), 0);
  printTable('function, alone', alone, count, all);
  printTable(
    'package or file, with what it called of Node',
    summed(nodes, times, charged(callers)),
    count,
    all,
  );
  const ours = ({ callFrame }) => (isPackageOrOurs(callFrame) ? labelOf(callFrame) : '(root)');
  printTable('function, with all that it called', summedWithCalls(nodes, times, ours), count, all);
}

async function run(name, databases) {
  const { models, kind } = loads[name];
  const folder = join(databases.folder, `profile-${name}`);
  const url = await databases[values.engine]({ models });
  const server = await startRegistry(url, {}, { nodeOptions: ['--cpu-prof', `--cpu-prof-dir=${folder}`] });
  // As the rows of RESULTS.md ask.
  const awake = values.engine === 'sqlite' && name !== 'put';
  const load = { address: server.address, kinds: [await kind(server)], connections, awake };
  await runLoad({ ...load, seconds: 3 });
  const began = performance.now();
  const result = await runLoad({ ...load, seconds, from: 50_000 });
  const ended = performance.now();
  await server.stop();
  const stopped = performance.now();
  console.log(
    `\n## ${name}, ${values.engine}: ${result.kinds[0].perSecond.toFixed(0)} a second under the profiler`,
  );
  printProfile(folder, { from: (stopped - began) / 1_000, to: (stopped - ended) / 1_000 });
}

const databases = createDatabases();
endWith(databases);
for (const name of positionals.length > 0 ? positionals : Object.keys(loads)) await run(name, databases);
