// `npm run bench:curves`: how costs grow with models, with organizations and with dependents of a base. Writes results/curves.csv and the
// plots beside it; `-- --plot` draws what is there.
import { parseArgs } from 'node:util';
import { createDatabases } from '../databases.mjs';
import { endWith } from '../ending.mjs';
import { median } from '../measure.mjs';
import { watchOthers } from '../replicas/machine.mjs';
import { startRegistry } from '../servers.mjs';
import { keepPoints } from './data.mjs';
import { measureDependents } from './dependents.mjs';
import { measureOperations } from './operations.mjs';
import { plotAll } from './plot.mjs';

const { values } = parseArgs({
  options: {
    plot: { type: 'boolean', default: false },
    engines: { type: 'string', default: 'sqlite,postgres' },
    axes: { type: 'string', default: 'models,organizations,dependents' },
    // The largest size that is measured.
    most: { type: 'string', default: '1000000' },
    rounds: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '2' },
  },
});
const options = { rounds: Number(values.rounds), seconds: Number(values.seconds) };

/** Starts until it serves, once for each round. */
async function startTimes(url) {
  const times = [];
  for (let round = 0; round < options.rounds; round++) {
    const server = await startRegistry(url);
    times.push(server.readyAfter);
    await server.stop();
  }
  return { 'start-up': { unit: 'ms', values: times } };
}

const withStart = (measure) => async (url, server) => ({
  ...(await measure(server)),
  ...(await startTimes(url)),
});

/** What grows: its sizes, the database of each, and what is measured there. */
const axes = {
  models: {
    sizes: [1_000, 10_000, 100_000, 1_000_000],
    database: (models) => ({ models }),
    measure: (models) => withStart((server) => measureOperations(server, models, options)),
  },
  organizations: {
    sizes: [1, 100, 10_000],
    database: (organizations) => ({ models: 100, organizations }),
    measure: () => withStart((server) => measureOperations(server, 100, options)),
  },
  dependents: {
    sizes: [1, 100, 10_000],
    database: (dependents) => ({ models: 1_000, dependents }),
    measure: () => (_url, server) => measureDependents(server, options),
  },
};

async function measureSize(databases, engine, axis, size) {
  const { database, measure } = axes[axis];
  const url = await databases[engine](database(size));
  const server = await startRegistry(url);
  const othersShare = watchOthers(() => [process.pid, databases.postgresPid()]);
  const figures = await measure(size)(url, server);
  const others = othersShare().toFixed(2);
  await server.stop();
  const about = {
    axis,
    engine,
    size,
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    others,
  };
  return Object.entries(figures).map(([name, { unit, values: all }]) => {
    const [middle, low, high] = [median(all), Math.min(...all), Math.max(...all)].map((value) =>
      value.toFixed(3),
    );
    return { ...about, measure: name, unit, median: middle, low, high, rounds: all.length };
  });
}

async function measureAll(databases) {
  for (const axis of values.axes.split(','))
    for (const engine of values.engines.split(','))
      for (const size of axes[axis].sizes.filter((one) => one <= Number(values.most))) {
        const points = await measureSize(databases, engine, axis, size);
        // After each size, so that a run that is cut short leaves what it has.
        keepPoints(points);
        for (const { measure, median: middle, unit } of points)
          console.log(`${engine}, ${size.toLocaleString('en')} ${axis}: ${measure} ${middle} ${unit}`);
      }
}

if (!values.plot) {
  const databases = createDatabases();
  endWith(databases);
  await measureAll(databases);
  await databases.close();
}
plotAll();
process.exit(0);
