// `npm run bench:load`: what a minute of mixed traffic comes to with 16, 64 and 256 connections. Writes results/load.csv and LOAD.md.
import { mkdirSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createDatabases } from '../databases.mjs';
import { endWith } from '../ending.mjs';
import { runLoad } from '../load/load.mjs';
import { watchOthers } from '../replicas/machine.mjs';
import { startRegistry } from '../servers.mjs';
import { documentOf, keptLines } from './load-document.mjs';
import { mixedKinds, size } from './mixed.mjs';
import { readMetrics, watchMemory } from './watch.mjs';

const { values } = parseArgs({
  options: {
    engines: { type: 'string', default: 'sqlite,postgres' },
    connections: { type: 'string', default: '16,64,256' },
    seconds: { type: 'string', default: '60' },
  },
});
const seconds = Number(values.seconds);
const warmUpSeconds = 3;

/** Reads and writes together, and the times of the slower kind of each. */
function summaryOf({ kinds, took }) {
  const [anywhere, popular, pages, writes] = kinds;
  const answers = kinds.reduce((sum, kind) => sum + kind.answers, 0);
  return { perSecond: answers / took, anywhere, popular, pages, writes };
}

async function measure(server, connections) {
  const load = { address: server.address, kinds: mixedKinds(), connections };
  await runLoad({ ...load, seconds: warmUpSeconds, from: 1e6 });
  const memories = [];
  await readMetrics(server);
  const end = watchMemory(server, 1, ({ memory }) => memories.push(memory));
  const { perSecond, anywhere, popular, pages, writes } = summaryOf(await runLoad({ ...load, seconds }));
  await end();
  const { lagP50, lagP99, lagMax } = await readMetrics(server);
  const times = (name, { p50, p99, p999 }) => ({
    [`${name}P50`]: p50,
    [`${name}P99`]: p99,
    [`${name}P999`]: p999,
  });
  return {
    perSecond,
    ...times('get', anywhere),
    ...times('popular', popular),
    ...times('page', pages),
    ...times('put', writes),
    lagP50,
    lagP99,
    lagMax,
    memoryBefore: memories[0],
    memoryMost: Math.max(...memories),
    memoryAfter: memories.at(-1),
  };
}

const file = new URL('../results/load.csv', import.meta.url);

/** Puts a line in place of that of the same engine and number of connections. */
function keep(measured) {
  const isSame = (line) =>
    line.engine === measured.engine && Number(line.connections) === measured.connections;
  const lines = [...keptLines(file).filter((line) => !isSame(line)), measured];
  lines.sort((a, b) => b.engine.localeCompare(a.engine) || a.connections - b.connections);
  const columns = Object.keys(measured);
  const text = lines.map((line) => columns.map((column) => line[column]).join(','));
  mkdirSync(new URL('./', file), { recursive: true });
  writeFileSync(file, `${[columns.join(','), ...text].join('\n')}\n`);
  writeFileSync(new URL('../LOAD.md', import.meta.url), documentOf(lines));
}

const databases = createDatabases();
endWith(databases);
for (const engine of values.engines.split(',')) {
  const url = await databases[engine](size);
  for (const connections of values.connections.split(',').map(Number)) {
    const server = await startRegistry(url);
    const othersShare = watchOthers(() => [process.pid, databases.postgresPid()]);
    const figures = await measure(server, connections);
    const others = othersShare();
    await server.stop();
    const rounded = Object.entries({ ...figures, others }).map(([name, value]) => [name, value.toFixed(2)]);
    const about = {
      engine,
      connections,
      seconds,
      date: new Date().toISOString().slice(0, 10),
      node: process.versions.node,
    };
    keep({ ...about, ...Object.fromEntries(rounded) });
    console.log(`${engine}, ${connections} connections: ${rounded.map((pair) => pair.join(' ')).join(', ')}`);
  }
}
await databases.close();
process.exit(0);
