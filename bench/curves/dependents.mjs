// How long the write of a base with many dependents takes, and how long others wait meanwhile.
import { setTimeout as delay } from 'node:timers/promises';
import { runLoad } from '../load/load.mjs';
import { ask, getAnew, headers, modelUrl, modelUrls, put } from '../requests.mjs';
import { baseName } from '../seed.mjs';

/** Seconds that others are watched for, and milliseconds until the base is written meanwhile. */
const watched = 4;
const headStart = 1_000;
const models = 1_000;

/** Replaces the base, with another price each time. Answers milliseconds. */
async function writeBase(address, turn) {
  const body = JSON.stringify({ input_cost: turn / 1e6, max_context_window: 128_000, streaming_support: 1 });
  const began = performance.now();
  await ask(address, modelUrl(baseName), {
    method: 'PUT',
    body,
    headers: { ...headers, 'content-type': 'application/json' },
  });
  return performance.now() - began;
}

async function oneRound(address, turn) {
  const load = { address, connections: 1, seconds: watched, from: turn * 1e5, mayRefuse: true };
  const others = [put(...modelUrls(models)), getAnew(...modelUrls(models))].map((kind) =>
    runLoad({ ...load, kinds: [kind] }),
  );
  await delay(headStart);
  const took = await writeBase(address, turn);
  const [writes, reads] = await Promise.all(others);
  const refused = Object.values(writes.kinds[0].refused).reduce((sum, count) => sum + count, 0);
  return { took, write: writes.kinds[0].max, read: reads.kinds[0].max, refused };
}

/** @returns for each measure its unit and a value of each round */
export async function measureDependents({ address }, { rounds }) {
  const results = [];
  for (let round = 1; round <= rounds; round++) results.push(await oneRound(address, round));
  const series = (name, unit = 'ms') => ({ unit, values: results.map((round) => round[name]) });
  return {
    'PUT of the base': series('took'),
    'longest PUT of another model meanwhile': series('write'),
    'longest GET meanwhile': series('read'),
    // Others wait for their turn as long as they may.
    'PUTs refused meanwhile': series('refused', 'requests'),
  };
}
