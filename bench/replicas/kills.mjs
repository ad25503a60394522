// Servers killed and PostgreSQL crashed under writers who note what was acknowledged, and live copies that follow it all.
import { setTimeout as delay } from 'node:timers/promises';
import { answeredWrongly, heldWrongly, missingFromLog } from './comparing.mjs';
import { liveCopy } from './followers.mjs';
import { makeOrganization } from './organizations.mjs';
import { until } from './pace.mjs';
import { startWriters } from './writers.mjs';

/** How long a killed server is away, and how long all run after each interruption, in milliseconds. */
const away = 300;
const between = 500;
/** A copy that has lost its server tries again after at most half a minute. */
const patience = 60_000;

async function interrupt(replicas, postgres, { kills, crashes }) {
  const every = Math.max(1, Math.floor(kills / Math.max(1, crashes)));
  let crashed = 0;
  for (let index = 0; index < kills; index++) {
    const replica = replicas[index % replicas.length];
    await delay(between);
    await replica.kill();
    await delay(away);
    await replica.start();
    if (postgres.crash === null || (index + 1) % every !== 0 || crashed === crashes) continue;
    await delay(between);
    await postgres.crash();
    crashed += 1;
  }
  await delay(between);
  return crashed;
}

async function caughtUp(copies, revision) {
  const began = performance.now();
  await until(() => copies.every((copy) => copy.revision >= revision), patience, 'The live copies catch up');
  return performance.now() - began;
}

export async function measureKills(figures, { replicas, postgres, databaseUrl }, options) {
  const addresses = replicas.map(({ address }) => address);
  const organization = await makeOrganization('killed', addresses, 1);
  const { calls, key } = organization;
  const copies = await Promise.all(addresses.map((address) => liveCopy(address, key)));
  const writing = startWriters(organization, options);
  const crashed = await interrupt(replicas, postgres, options);
  await writing.stop();
  const { known, acknowledged, contradictions } = writing;
  const { headers } = await calls[0]('GET', '/api/models/summary');
  const revision = Math.max(
    Number(headers['registry-revision']),
    ...acknowledged.map((write) => write.revision),
  );
  const lost = await missingFromLog(databaseUrl, 'killed', acknowledged);
  const wrong = [...contradictions];
  for (const call of calls) wrong.push(...(await answeredWrongly(call, known, revision)));
  const after = await caughtUp(copies, revision);
  const missed = [];
  for (const [index, copy] of copies.entries())
    missed.push(
      ...(await heldWrongly(
        copy,
        calls[index],
        known.map(({ name }) => name),
        revision,
      )),
    );
  await Promise.all(copies.map((copy) => copy.close()));
  organization.close();
  figures.row(
    `acknowledged writes lost over ${options.kills} kills of a server and ${crashed} crashes of PostgreSQL`,
    `${lost.length} of ${acknowledged.length.toLocaleString('en')}; ${wrong.length} wrong answers for ${known.length} models on ${calls.length} servers`,
    `${writing.unanswered()} writes had no answer or 5xx${crashed < options.crashes ? '; PostgreSQL is not ours to crash' : ''}; must be 0 and 0`,
    lost.length === 0 && wrong.length === 0,
  );
  figures.row(
    `live clients through all that, one on each server`,
    `${missed.length} names held otherwise than GET answers, of ${copies[0].size.toLocaleString('en')} models each`,
    `all up to date ${(after / 1_000).toFixed(1)} s after the last write; must be 0`,
    missed.length === 0,
  );
  for (const problem of [...lost.map((write) => JSON.stringify(write)), ...wrong, ...missed].slice(0, 20))
    console.error(problem);
}
