// `npm run bench:replicas`: what holds between servers on one PostgreSQL, each figure beside a comparison in the same run.
// Ends with status 1 when a figure that has to be met is missed.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { killAll } from '../servers.mjs';
import { measureConditionalWrites } from './conditional-writes.mjs';
import { createFigures } from './figures.mjs';
import { measureFirstStart } from './first-start.mjs';
import { measureKeptGet } from './kept-get.mjs';
import { measureKills } from './kills.mjs';
import { watchOthers } from './machine.mjs';
import { measureMinimumRevision } from './minimum-revision.mjs';
import { tokenSettings } from './organizations.mjs';
import { measureOutage } from './outage.mjs';
import { ask, postgresServer } from './postgres.mjs';
import { measureReaders } from './readers.mjs';
import { sharedSettings, startReplica } from './servers.mjs';
import { measureVisibility } from './visibility.mjs';

const { values: options } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    only: { type: 'string', default: '' },
    rates: { type: 'string', default: '50,200' },
    organizations: { type: 'string', default: '10' },
  },
});
const { quick } = options;
const wanted = options.only === '' ? null : options.only.split(',');
const servers = 3;

/** The parts of a run, in their order, each with what it needs: see `--only`. */
const parts = {
  start: (figures, { postgres }) => measureFirstStart(figures, postgres, quick ? 4 : 10),
  get: (figures, { replicas: [{ address, pid }], folder }) =>
    measureKeptGet(
      figures,
      { address, pid: pid() },
      { folder, rounds: quick ? 2 : 5, seconds: quick ? 1 : 2 },
    ),
  conditional: (figures, { addresses }) =>
    measureConditionalWrites(figures, addresses, { rounds: quick ? 4 : 20, writers: 50 }),
  minimum: (figures, { addresses }) =>
    measureMinimumRevision(figures, addresses, { count: 10, rate: 20, seconds: quick ? 5 : 20 }),
  visibility: async (figures, { addresses }) => {
    const count = Number(options.organizations);
    for (const rate of options.rates.split(',').map(Number)) {
      figures.note(`${rate} writes a second over ${count} organizations:`);
      figures.begin();
      await measureVisibility(figures, addresses, { rate, count, seconds: quick ? 4 : 20 });
    }
  },
  readers: (figures, { settings, addresses }) =>
    measureReaders(
      figures,
      { settings, otherAddress: addresses[0] },
      { count: quick ? 200 : 1_000, rounds: quick ? 2 : 5 },
    ),
  kills: (figures, { replicas, postgres, databaseUrl }) =>
    measureKills(
      figures,
      { replicas, postgres, databaseUrl },
      { kills: quick ? 4 : 20, crashes: quick ? 1 : 5, writers: 12, models: 10 },
    ),
  outage: (figures, { replicas }) => measureOutage(figures, replicas, { seconds: quick ? 5 : 30, copies: 8 }),
};

async function startAll(postgres, folder) {
  const databaseUrl = await postgres.database('bench_replicas');
  const settings = { ...sharedSettings(databaseUrl), ...tokenSettings };
  const replicas = await Promise.all(Array.from({ length: servers }, () => startReplica(settings)));
  const addresses = replicas.map(({ address }) => address);
  return { postgres, folder, databaseUrl, settings, replicas, addresses };
}

async function run(postgres, folder) {
  const [{ version }] = await ask(postgres.url, "select current_setting('server_version') as version");
  const load = loadavg()[0].toFixed(1);
  const figures = createFigures(() => watchOthers(() => [process.pid, postgres.pid()]));
  figures.note(
    `${new Date().toISOString().slice(0, 10)}, Node ${process.versions.node}, PostgreSQL ${version}, ${servers} servers, load average before ${load}${quick ? ', --quick' : ''}`,
  );
  const place = await startAll(postgres, folder);
  for (const [name, part] of Object.entries(parts)) {
    if (wanted !== null && !wanted.includes(name)) continue;
    figures.begin();
    await part(figures, place);
  }
  for (const replica of place.replicas) await replica.stop();
  await postgres.dropAll();
  return figures.missed;
}

const folder = mkdtempSync(join(tmpdir(), 'llm-registry-bench-'));
const postgres = await postgresServer();
process.once('exit', () => {
  killAll();
  postgres.remove();
  rmSync(folder, { recursive: true, force: true });
});
// Not only once: a second signal must not cut the cleaning short.
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
])
  process.on(signal, () => process.exit(status));

const missed = await run(postgres, folder);
if (missed.length > 0) console.error(`\nMissed: ${missed.join('; ')}`);
process.exit(missed.length > 0 ? 1 : 0);
