// How soon a server is ready, and what memory it holds, beside bare Express in the same state.
import { setTimeout as delay } from 'node:timers/promises';
import { runLoad } from '../load/load.mjs';
import { ratioOf } from '../measure.mjs';
import { residentMegabytes } from '../processes.mjs';
import { ask, get, modelUrl, modelUrls } from '../requests.mjs';
import { nameOf } from '../seed.mjs';
import { startComparison, startRegistry } from '../servers.mjs';

const engineNames = { sqlite: 'SQLite', postgres: 'PostgreSQL' };
const models = 100_000;
/** Milliseconds without anything to do before memory is read. */
const rest = 3_000;

/** Starts a server, lets it rest, and answers when it was ready and what it holds. */
async function idleState(start) {
  const server = await start();
  await delay(rest);
  const memory = residentMegabytes(server.pid);
  await server.stop();
  return { ready: server.readyAfter, memory };
}

async function idleStates(startOurs, startTheirs, rounds) {
  const [ours, theirs] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await idleState(startOurs));
    theirs.push(await idleState(startTheirs));
  }
  const figure = (of, unit) => ({ ...ratioOf(ours.map(of), theirs.map(of)), unit });
  return { ready: figure(({ ready }) => ready, 'ms'), idle: figure(({ memory }) => memory, 'MB') };
}

async function loadedState(start, seconds) {
  const server = await start();
  const kinds = [get(...modelUrls(models))];
  await runLoad({ address: server.address, kinds, connections: 64, seconds });
  const memory = residentMegabytes(server.pid);
  await server.stop();
  return memory;
}

async function loadedStates(startOurs, startTheirs, { rounds, loadSeconds }) {
  const [ours, theirs] = [[], []];
  for (let round = 0; round < rounds; round++) {
    ours.push(await loadedState(startOurs, loadSeconds));
    theirs.push(await loadedState(startTheirs, loadSeconds));
  }
  return { ...ratioOf(ours, theirs), unit: 'MB' };
}

function processPart(engine) {
  const name = engineNames[engine];
  const memory = { against: 'bare Express in the same state', must: 1.8, aim: 1.5, isAtMost: true };
  const ids = { ready: `ready-${engine}`, idle: `memory-idle-${engine}`, loaded: `memory-loaded-${engine}` };
  return {
    rows: [
      {
        id: ids.ready,
        what: `ready on an existing database, full catalog, ${name}`,
        against: 'bare Express, each from its start to its first 200',
        must: 4.5,
        aim: 3,
        isAtMost: true,
      },
      { id: ids.idle, what: `resident memory idle, ${name}`, ...memory },
      {
        id: ids.loaded,
        what: `resident memory after a minute of GETs of 100,000 models, 64 connections, ${name}`,
        ...memory,
      },
    ],
    async measure({ databases, options, wants }) {
      const url = await databases[engine]({ models });
      const startOurs = () => startRegistry(url);
      const once = await startOurs();
      const body = await ask(once.address, modelUrl(nameOf(0)));
      await once.stop();
      const startTheirs = () => startComparison('bare-express', body);
      const figures = {};
      if (wants(ids.ready) || wants(ids.idle)) {
        const { ready, idle } = await idleStates(startOurs, startTheirs, options.rounds);
        Object.assign(figures, { [ids.ready]: ready, [ids.idle]: idle });
      }
      if (wants(ids.loaded)) figures[ids.loaded] = await loadedStates(startOurs, startTheirs, options);
      return figures;
    },
  };
}

export const processParts = [processPart('sqlite'), processPart('postgres')];
