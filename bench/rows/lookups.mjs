// GET of one model: an answer that is kept, and one that is not.
import { awakeLoadOf, compare, compared, readLoadOf, takeTurns } from '../measure.mjs';
import { ask, get, headers, modelUrl, modelUrls } from '../requests.mjs';
import { nameOf } from '../seed.mjs';
import { startComparison, startRegistry } from '../servers.mjs';

const manyModels = 100_000;
const mostHits = 0.001;

const engineNames = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

function keptPart(engine) {
  const name = engineNames[engine];
  return {
    rows: [
      {
        id: `get-kept-${engine}`,
        what: `GET one model, kept answer, 64 connections, ${name}`,
        against: 'bare Express 5 sending the same bytes',
        must: 2,
        aim: 3.5,
      },
      {
        id: `get-kept-limit-${engine}`,
        what: `GET one model, kept answer, 64 connections, ${name}`,
        against: '`node:http` sending the same bytes, the limit',
        aim: 0.65,
      },
    ],
    async measure({ databases, options }) {
      const registry = await startRegistry(await databases[engine]({ models: 1_000 }));
      const url = modelUrl('openai/gpt-4o-mini');
      const body = await ask(registry.address, url);
      const express = await startComparison('bare-express', body);
      const limit = await startComparison('bare-http', body);
      const loads = [registry, express, limit].map((server) => awakeLoadOf(server, [get(url)]));
      const [ours, theirs, most] = await takeTurns(loads, options);
      for (const server of [registry, express, limit]) await server.stop();
      return {
        [`get-kept-${engine}`]: compared(ours, theirs),
        [`get-kept-limit-${engine}`]: compared(ours, most),
      };
    },
  };
}

/** How often an answer was looked for in memory and was there, and was not. */
async function looks(address) {
  const metrics = await (await fetch(`${address}/metrics`, { headers })).text();
  const count = (result) =>
    Number(
      new RegExp(`cache_lookups_total\\{cache="answers",result="${result}"\\} (\\d+)`).exec(metrics)?.[1] ??
        0,
    );
  return { hits: count('hit'), misses: count('miss') };
}

/** @throws Error when answers were kept that were meant not to be */
export async function assertNotKept(address) {
  const { hits, misses } = await looks(address);
  if (hits > (hits + misses) * mostHits) throw new Error(`${hits} of ${hits + misses} answers were kept.`);
}

function notKeptPart(engine, { must, aim }) {
  const id = `get-${engine}`;
  return {
    rows: [
      {
        id,
        what: `GET one model, not kept (every URL different), ${engineNames[engine]}`,
        against: 'Express + express-openapi-validator + key check, the same contract, static answer',
        must,
        aim,
      },
    ],
    async measure({ databases, options }) {
      const registry = await startRegistry(await databases[engine]({ models: manyModels }));
      const body = await ask(registry.address, modelUrl(nameOf(0)));
      const express = await startComparison('express-validator', body);
      const kinds = [get(...modelUrls(manyModels))];
      const load = readLoadOf(engine);
      const figure = await compare(load(registry, kinds), load(express, kinds), options);
      await assertNotKept(registry.address);
      for (const server of [registry, express]) await server.stop();
      return { [id]: figure };
    },
  };
}

export const lookupParts = [
  keptPart('sqlite'),
  keptPart('postgres'),
  notKeptPart('sqlite', { must: 0.65, aim: 0.85 }),
  notKeptPart('postgres', { must: 0.3, aim: 0.5 }),
];
