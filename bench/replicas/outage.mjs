// A live copy whose server is away while others write.
import { setTimeout as delay } from 'node:timers/promises';
import { heldWrongly } from './comparing.mjs';
import { liveCopy } from './followers.mjs';
import { makeOrganization } from './organizations.mjs';
import { until } from './pace.mjs';
import { startWriters } from './writers.mjs';

/** A copy that has lost its server tries again after at most half a minute. */
const patience = 60_000;

export async function measureOutage(figures, replicas, { seconds, copies: count }) {
  const addresses = replicas.map(({ address }) => address);
  const organization = await makeOrganization('outage', addresses, 1);
  const [away, ...others] = organization.calls;
  const copies = await Promise.all(
    Array.from({ length: count }, () => liveCopy(addresses[0], organization.key)),
  );
  await replicas[0].stop();
  const writing = startWriters({ calls: others }, { writers: 4, models: 50 });
  await delay(seconds * 1_000);
  await writing.stop();
  const revision = Math.max(...writing.acknowledged.map((write) => write.revision));
  const oldest = Math.max(...copies.map(({ age }) => age));
  await replicas[0].start();
  const began = performance.now();
  const times = await Promise.all(
    copies.map(async (copy) => {
      await until(() => copy.revision >= revision, patience, 'A live copy catches up');
      return (performance.now() - began) / 1_000;
    }),
  );
  const names = writing.known.map(({ name }) => name);
  const missed = await heldWrongly(copies[0], away, names, revision);
  for (const copy of copies.slice(1)) if (copy.size !== copies[0].size) missed.push('another size');
  await Promise.all(copies.map((copy) => copy.close()));
  organization.close();
  times.sort((a, b) => a - b);
  figures.row(
    `live clients after an outage of ${seconds} s with ${writing.acknowledged.length.toLocaleString('en')} writes elsewhere`,
    `${missed.length} changes missed; up to date ${times[0].toFixed(1)} to ${times.at(-1).toFixed(1)} s after the server was back (${count} clients)`,
    `they said they were ${(oldest / 1_000).toFixed(0)} s old, and wait up to 30 s between tries; must be 0 missed`,
    missed.length === 0,
  );
}
