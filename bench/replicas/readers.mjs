// Readers who wait for changes on one server: what they cost it, and how long a write takes to reach all of them.
import { setTimeout as delay } from 'node:timers/promises';
import { processorSeconds, residentKilobytes } from '../processes.mjs';
import { percentile } from './figures.mjs';
import { makeOrganization } from './organizations.mjs';
import { until } from './pace.mjs';
import { json, pathOf } from './requests.mjs';
import { startReplica } from './servers.mjs';

const mostKilobytes = 100;
const settle = 2_000;

/** A server that computes less than this, in percent of a core, has nothing to do but wait. */
const quiet = 5;

/** A server that has answered before, so that what it keeps anyway is not counted for those who come. */
async function warmServer(settings) {
  const server = await startReplica(settings);
  const organization = await makeOrganization('readers', [server.address], 1);
  const [call] = organization.calls;
  const { name } = await organization.take();
  const { cursor } = await json(call, 'GET', '/api/changes?after=1&page_size=1000');
  for (let index = 0; index < 500; index++) {
    await json(call, 'GET', pathOf(name));
    await json(call, 'GET', `/api/changes?cursor=${cursor}`);
  }
  await settled(server);
  return { server, call, name, cursor, organization };
}

async function processorShare(server, seconds) {
  const before = processorSeconds(server.pid());
  await delay(seconds * 1_000);
  return ((processorSeconds(server.pid()) - before) / seconds) * 100;
}

/** Waits until a server has done what it was asked to, as far as it can be seen from outside: those who wait get no answer. */
async function settled(server) {
  await delay(settle);
  await until(async () => (await processorShare(server, 1)) < quiet, 60_000, 'The server comes to rest');
}

/** Memory before and after `connect`, in kB for each of the connections, and what the server computes then, in percent of a core. */
async function costOf(server, count, connect) {
  const before = residentKilobytes(server.pid());
  const idle = await processorShare(server, 5);
  const connected = connect();
  await settled(server);
  const after = residentKilobytes(server.pid());
  const busy = await processorShare(server, 5);
  return { before, after, each: (after - before) / count, idle, busy, connected };
}

const waiting = ({ call, cursor }, count) =>
  Array.from({ length: count }, () => call('GET', `/api/changes?cursor=${cursor}&wait=60`));

/** One write, on a server; answers the times from its acknowledgement to the first and the last reader, in milliseconds. */
async function reach(readers, writer, name, value) {
  const { status, at } = await writer('PATCH', pathOf(name), { body: { max_context_window: value } });
  const answers = await Promise.all(readers);
  const got = answers.filter(
    (answer) =>
      answer.status === 200 && JSON.parse(answer.text).changes.at(-1)?.model.max_context_window === value,
  );
  if (status !== 200 || got.length !== readers.length)
    throw new Error(`${readers.length - got.length} readers did not get the write`);
  const times = answers.map((answer) => answer.at - at);
  return {
    first: Math.max(0, Math.min(...times)),
    last: Math.max(...times),
    cursor: JSON.parse(answers[0].text).cursor,
  };
}

/** Several writes, each awaited by all. */
async function reachOf(warm, writer, { count, rounds, from, first }) {
  const results = [];
  for (let round = 0; round < rounds; round++) {
    const readers = first ?? waiting(warm, count);
    first = undefined;
    await settled(warm.server);
    const result = await reach(readers, writer, warm.name, from + round);
    warm.cursor = result.cursor;
    results.push(result);
  }
  return results;
}

const middle = (results, which) =>
  percentile(
    results.map((result) => result[which]),
    0.5,
  ).toFixed(0);

export async function measureReaders(figures, { settings, otherAddress }, { count, rounds }) {
  const idle = await warmServer(settings);
  const idleCost = await costOf(idle.server, count, () =>
    Promise.all(Array.from({ length: count }, () => idle.call('GET', pathOf(idle.name)))),
  );
  await idleCost.connected;
  idle.organization.close();
  await idle.server.stop();

  const warm = await warmServer(settings);
  const cost = await costOf(warm.server, count, () => waiting(warm, count));
  const other = await makeOrganization('readers', [otherAddress], 0);
  const own = await reachOf(warm, warm.call, { count, rounds, from: 10, first: cost.connected });
  const foreign = await reachOf(warm, other.calls[0], { count, rounds, from: 100 });
  const later = residentKilobytes(warm.server.pid());
  other.close();
  warm.organization.close();
  await warm.server.stop();

  const n = count.toLocaleString('en');
  const megabytes = (kilobytes) => (kilobytes / 1_024).toFixed(0);
  figures.row(
    `memory of ${n} waiting readers on one server`,
    `${cost.each.toFixed(0)} kB each (${megabytes(cost.before)} → ${megabytes(cost.after)} MB resident)`,
    `${n} idle keep-alive connections: ${idleCost.each.toFixed(0)} kB each (${megabytes(idleCost.before)} → ${megabytes(idleCost.after)} MB); must be < ${mostKilobytes}`,
    cost.each < mostKilobytes,
  );
  figures.row(
    'what the server computes while they wait',
    `${cost.busy.toFixed(1)} % of a core`,
    `with the idle connections ${idleCost.busy.toFixed(1)} %, with neither ${cost.idle.toFixed(1)} %`,
  );
  figures.row(
    `one write reaches all ${n} of them`,
    `first after ${middle(own, 'first')} ms, last after ${middle(own, 'last')} ms`,
    `written on another server: ${middle(foreign, 'first')} and ${middle(foreign, 'last')} ms; ${megabytes(later)} MB resident after ${2 * rounds} such writes`,
  );
}
