// How long after its acknowledgement a write is seen on the other servers, by those who ask and those who are told.
import { setTimeout as delay } from 'node:timers/promises';
import { percentile, spread } from './figures.mjs';
import { followFeed, followLive } from './followers.mjs';
import { makeOrganizations } from './organizations.mjs';
import { paced } from './pace.mjs';
import { pathOf } from './requests.mjs';

/** Milliseconds: the most that may pass, between two looks, before a write is taken for lost, and from a look to the write. */
const mostAllowed = 1_000;
const betweenLooks = 15;
const patience = 5_000;
const headStart = 20;

/** Looking costs the machine more than writing: one write of so many is looked at by GET. */
const share = 7;

const answeredValue = ({ status, text }) =>
  status === 200 ? JSON.parse(text).max_context_window : undefined;

/** Asks until a value is there. Answers when it was. */
async function seenAt(call, name, value) {
  for (
    const deadline = performance.now() + patience;
    performance.now() < deadline;
    await delay(betweenLooks)
  ) {
    const answer = await call('GET', pathOf(name));
    if (answeredValue(answer) >= value) return answer.at;
  }
  return Number.POSITIVE_INFINITY;
}

/** Looks until all servers answer what one of them has acknowledged. Answers the times that took, its own first. */
async function look(servers, { name, value, at }) {
  const seen = await Promise.all(servers.map((call) => seenAt(call, name, value)));
  return seen.map((one) => one - at);
}

/** Writes a model through one server, and where it is looked at, the others have kept it a moment ago. */
async function writeOnce({ id, calls, take }, index, writes) {
  const { name, giveBack } = await take();
  const writer = index % calls.length;
  const others = index % share === 0 ? calls.filter((_, at) => at !== writer) : [];
  if (others.length > 0)
    await Promise.all([...others.map((call) => call('GET', pathOf(name))), delay(headStart)]);
  const began = performance.now();
  const value = index + 2;
  const { status, at } = await calls[writer]('PATCH', pathOf(name), { body: { max_context_window: value } });
  if (status !== 200) writes.refused.push(status);
  else {
    const write = { id, name, value, writer, at, took: at - began };
    writes.acknowledged.push(write);
    if (others.length > 0) [write.own, ...write.others] = await look([calls[writer], ...others], write);
  }
  giveBack();
}

/** Those who are told of one organization, at different servers. */
async function followersOf({ key, calls }, addresses) {
  return {
    feed: { server: 0, ...(await followFeed(calls[0])) },
    live: { server: 1, ...(await followLive(addresses[1], key)) },
  };
}

/** From the acknowledgement of each write to a follower, of those whose server did the write and of those whose did not. */
function reach(writes, follower) {
  const times = { same: [], other: [] };
  for (const { name, value, writer, at } of writes) {
    const passed = Math.max(0, follower.firstAt(name, value) - at);
    times[follower.server === writer ? 'same' : 'other'].push(passed);
  }
  return times;
}

const isSoon = (times) => percentile(times, 0.999) <= mostAllowed;

function printFollower(figures, what, { same, other }) {
  const against = `on the same server: ${spread(same)}; must be ≤ 1 s at p99.9`;
  figures.row(`${what} on another server`, spread(other), against, isSoon(other));
}

function print(figures, { acknowledged, refused, perSecond }, watched, followers) {
  const looked = acknowledged.filter((write) => write.others);
  const others = looked.flatMap((write) => write.others);
  const against = `on its own: ${spread(looked.map((write) => write.own))}; must be ≤ 1 s at p99.9`;
  figures.row('a write is seen by GET on each other server', spread(others), against, isSoon(others));
  const ofWatched = acknowledged.filter((write) => write.id === watched.id);
  printFollower(
    figures,
    'it has reached a reader of `/api/changes?wait=60`',
    reach(ofWatched, followers.feed),
  );
  printFollower(figures, 'it has reached a live client', reach(ofWatched, followers.live));
  const took = spread(acknowledged.map((write) => write.took));
  figures.row(
    'the write itself',
    took,
    `${perSecond.toFixed(0)} writes/s were acknowledged, ${refused.length} refused`,
  );
}

/** @param options `count` organizations share `rate` writes a second */
export async function measureVisibility(figures, addresses, { count, rate, seconds }) {
  const models = Math.ceil(rate / count) + 20;
  const organizations = await makeOrganizations(`visible-${rate}`, count, addresses, models);
  const [watched] = organizations;
  const followers = await followersOf(watched, addresses);
  let index = 0;
  const write = (writes) => () => writeOnce(organizations[index % count], index++, writes);
  const begun = () => ({ acknowledged: [], refused: [] });
  try {
    await paced({ rate, seconds: 2 }, write(begun()));
    const writes = begun();
    const began = performance.now();
    await paced({ rate, seconds }, write(writes));
    const perSecond = (writes.acknowledged.length * 1_000) / (performance.now() - began);
    // Those who are told late are told at last.
    await delay(mostAllowed);
    print(figures, { ...writes, perSecond }, watched, followers);
  } finally {
    await Promise.all(Object.values(followers).map((follower) => follower.close()));
    for (const organization of organizations) organization.close();
  }
}
