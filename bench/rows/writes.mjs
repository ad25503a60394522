// PUT of one model, each acknowledged when it is durable.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { slowDisk } from '../comparisons/slow-disk.mjs';
import { compare, loadOf, perSecond, ratioOf, takeTurns } from '../measure.mjs';
import { pinned, processors } from '../processors.mjs';
import { ask, modelUrls, put } from '../requests.mjs';
import { startComparison, startRegistry } from '../servers.mjs';

const models = 1_000;
const kinds = () => [put(...modelUrls(models))];

function putPart(engine, { must, aim }) {
  const id = `put-${engine}`;
  return {
    rows: [
      {
        id,
        what: `PUT, durable, 64 connections, ${engine === 'sqlite' ? 'SQLite' : 'PostgreSQL'}`,
        against: 'Express + express-openapi-validator + key check, the same contract, storing nothing',
        must,
        aim,
      },
    ],
    async measure({ databases, options }) {
      const registry = await startRegistry(await databases[engine]({ models }));
      const express = await startComparison(
        'express-validator',
        await ask(registry.address, modelUrls(1)[0]),
      );
      const [ours, theirs] = [registry, express].map((server) => loadOf(server, kinds()));
      const result = await compare(ours, theirs, options);
      for (const server of [registry, express]) await server.stop();
      return { [id]: result };
    },
  };
}

const loop = fileURLToPath(new URL('../comparisons/commit-loop.mjs', import.meta.url));

/** Commits a second of a plain loop, in a process of its own on the server's processor. */
function commitsPerSecond(seconds, environment) {
  const { stdout, status } = spawnSync(
    ...pinned(processors.server, process.execPath, [loop, String(seconds)]),
    {
      env: { ...process.env, ...environment },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  if (status !== 0) throw new Error(`The loop of commits ended with status ${status}.`);
  return Number(stdout);
}

const slowId = 'put-slow-disk';

const slowDiskPart = {
  rows: [
    {
      id: slowId,
      what: 'PUT, durable, 64 connections, SQLite, 2 ms added to each fsync',
      against: 'a plain loop of one-statement commits on the same slow disk',
      must: 3,
      aim: 5,
    },
  ],
  async measure({ databases, options }) {
    const environment = slowDisk(databases.folder);
    if (environment === null) return { [slowId]: { missing: 'needs Linux and a C compiler, `cc`' } };
    const registry = await startRegistry(await databases.sqlite({ models }), environment);
    const load = loadOf(registry, kinds());
    const commits = [];
    const puts = [];
    for (let round = 0, from = 0; round < options.rounds; round++, from += 1e6) {
      const [[result]] = await takeTurns([{ ...load, from }], { ...options, rounds: 1 });
      puts.push(...perSecond([result]));
      commits.push(commitsPerSecond(options.seconds, environment));
    }
    await registry.stop();
    return { [slowId]: ratioOf(puts, commits) };
  },
};

export const writeParts = [
  putPart('sqlite', { must: 0.6, aim: 0.85 }),
  slowDiskPart,
  putPart('postgres', { must: 0.3, aim: 0.6 }),
];
