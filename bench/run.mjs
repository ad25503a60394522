// `npm run bench`: what the registry costs, each figure a ratio to a comparison in the same run. Writes RESULTS.md; ends with status 1
// when a figure that must be reached is missed.
import { cpus, totalmem } from 'node:os';
import { parseArgs } from 'node:util';
import { createDatabases } from './databases.mjs';
import { endWith } from './ending.mjs';
import { pinning } from './processors.mjs';
import { watchOthers } from './replicas/machine.mjs';
import { isMet, keepResults, lineOf, tableHead } from './results.mjs';
import { liveParts } from './rows/live.mjs';
import { lookupParts } from './rows/lookups.mjs';
import { pageParts } from './rows/pages.mjs';
import { processParts } from './rows/processes.mjs';
import { scaleParts } from './rows/scale.mjs';
import { writeParts } from './rows/writes.mjs';

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '7' },
    seconds: { type: 'string', default: '5' },
    // How long the load is after which memory is read.
    'load-seconds': { type: 'string', default: '60' },
    // Ids of rows, or what they begin with.
    only: { type: 'string', default: '' },
    // Looks and keeps nothing.
    try: { type: 'boolean', default: false },
  },
});
const options = {
  rounds: Number(values.rounds),
  seconds: Number(values.seconds),
  loadSeconds: Number(values['load-seconds']),
};
const chosen = values.only === '' ? null : values.only.split(',');
const wants = (id) => chosen === null || chosen.some((name) => id === name || id.startsWith(`${name}-`));

const parts = [...lookupParts, ...pageParts, ...writeParts, ...liveParts, ...scaleParts, ...processParts];
const rows = parts.flatMap((part) => part.rows);

function thisRun() {
  const date = new Date();
  const [{ model }] = cpus();
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GiB`;
  return {
    id: date.toISOString(),
    date: date.toISOString().slice(0, 10),
    command: ['npm run bench', ...(process.argv.length > 2 ? ['--', ...process.argv.slice(2)] : [])].join(
      ' ',
    ),
    node: process.versions.node,
    machine: `${cpus().length} × ${model}, ${memory}, ${process.platform}; ${pinning}`,
  };
}

/** Measures one part; answers its wanted figures, each with what others took of the machine meanwhile. */
async function measurePart(part, databases) {
  const othersShare = watchOthers(() => [process.pid, databases.postgresPid()]);
  const figures = await part.measure({ databases, options, wants });
  const others = othersShare();
  const wanted = Object.entries(figures).filter(([id]) => wants(id));
  return Object.fromEntries(wanted.map(([id, figure]) => [id, { ...figure, others }]));
}

async function run(databases) {
  const about = thisRun();
  const measured = {};
  console.log(`${about.machine}\n\n${tableHead}`);
  for (const part of parts.filter((one) => one.rows.some(({ id }) => wants(id)))) {
    const figures = await measurePart(part, databases);
    Object.assign(measured, figures);
    for (const row of part.rows.filter(({ id }) => figures[id]))
      console.log(lineOf(row, { ...figures[row.id], date: about.date }));
    // After each part, so that a run that is cut short leaves what it has.
    if (!values.try) keepResults(rows, about, measured);
  }
  return rows.filter((row) => measured[row.id]?.ratio !== undefined && !isMet(row, measured[row.id]));
}

if (!rows.some(({ id }) => wants(id))) {
  console.error(`--only takes ids, or what they begin with: ${rows.map(({ id }) => id).join(', ')}`);
  process.exit(2);
}
const databases = createDatabases();
endWith(databases);

const missed = await run(databases);
await databases.close();
if (missed.length > 0) console.error(`\nMissed: ${missed.map(({ id }) => id).join(', ')}`);
process.exit(missed.length > 0 ? 1 : 0);
