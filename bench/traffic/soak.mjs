// `npm run bench:soak`: ten minutes of mixed traffic; ends with status 1 when memory grows after the warm-up. Writes results/soak.csv, with
// each sample, and its part of LOAD.md.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { createDatabases } from '../databases.mjs';
import { endWith } from '../ending.mjs';
import { runLoad } from '../load/load.mjs';
import { median } from '../measure.mjs';
import { startRegistry } from '../servers.mjs';
import { documentOf, keptLines } from './load-document.mjs';
import { mixedKinds, size } from './mixed.mjs';
import { readMetrics, watchMemory } from './watch.mjs';

const { values } = parseArgs({
  options: {
    engines: { type: 'string', default: 'sqlite' },
    minutes: { type: 'string', default: '10' },
    // Minutes in which memory may grow.
    warm: { type: 'string', default: '2' },
  },
});
const minutes = Number(values.minutes);
const warmSeconds = Number(values.warm) * 60;
const sampleSeconds = 2;
const mostGrowth = 0.05;
const results = new URL('../results/', import.meta.url);

async function soak(engine, databases) {
  const server = await startRegistry(await databases[engine](size));
  const samples = [];
  const end = watchMemory(server, sampleSeconds, async ({ at, memory }) => {
    const { heap, lagP99 } = await readMetrics(server);
    samples.push({ engine, at, memory, heap, lagP99 });
  });
  const { kinds } = await runLoad({
    address: server.address,
    kinds: mixedKinds(),
    connections: 64,
    seconds: minutes * 60,
  });
  await end();
  await server.stop();
  return { samples, answers: kinds.reduce((sum, kind) => sum + kind.answers, 0) };
}

/** What memory was in the first and the last third of the time after the warm-up. */
function growthOf(samples) {
  const warm = samples.filter(({ at }) => at >= warmSeconds).map(({ memory }) => memory);
  const third = Math.floor(warm.length / 3);
  const [early, late] = [median(warm.slice(0, third)), median(warm.slice(-third))];
  return { early, late, growth: late / early - 1, isFlat: late / early - 1 <= mostGrowth };
}

function keep(engine, samples, verdict) {
  mkdirSync(results, { recursive: true });
  const verdictFile = new URL('soak.json', results);
  const before = existsSync(verdictFile) ? JSON.parse(readFileSync(verdictFile, 'utf8')) : {};
  writeFileSync(verdictFile, `${JSON.stringify({ ...before, [engine]: verdict }, null, 2)}\n`);
  const lines = samples.map(({ at, memory, heap, lagP99 }) =>
    [at, memory, heap, lagP99].map((one) => one.toFixed(1)).join(','),
  );
  writeFileSync(
    new URL(`soak-${engine}.csv`, results),
    `${['seconds,resident_mb,heap_mb,lag_p99_ms', ...lines].join('\n')}\n`,
  );
  writeFileSync(new URL('../LOAD.md', import.meta.url), documentOf(keptLines(new URL('load.csv', results))));
}

const databases = createDatabases();
endWith(databases);
let isAllFlat = true;
for (const engine of values.engines.split(',')) {
  const { samples, answers } = await soak(engine, databases);
  const verdict = {
    engine,
    minutes,
    answers,
    ...growthOf(samples),
    date: new Date().toISOString().slice(0, 10),
  };
  keep(engine, samples, verdict);
  console.log(verdict);
  isAllFlat &&= verdict.isFlat;
}
await databases.close();
process.exit(isAllFlat ? 0 : 1);
