// How long after its acknowledgement a write is seen on the other servers, by those who ask and those who are told.
import { setTimeout as delay } from 'node:timers/promises';
import { percentile, spread } from './figures.mjs';
import { followFeed, followLive } from './followers.mjs';
import { makeOrganizations } from './organizations.mjs';
import { paced } from './pace.mjs';
import { pathOf } from './requests.mjs';

/** Milliseconds: the most that may pass, between two looks, before a write is taken for lost, and from a look to the write. */
const mostAllowed = 1_000;
const betweenLooks = 10;
const patience = 5_000;
const headStart = 20;

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

/** Writes a model through one server that the others have kept a moment ago, and looks until all answer what was written. */
async function writeAndLook({ id, calls, take }, index, writes) {
  const { name, giveBack } = await take();
  const writer = index % calls.length;
  const others = calls.filter((_, at) => at !== writer);
  await Promise.all([...others.map((call) => call('GET', pathOf(name))), delay(headStart)]);
  const began = performance.now();
  const value = index + 2;
  const written = await calls[writer]('PATCH', pathOf(name), { body: { max_context_window: value } });
  if (written.status !== 200) {
    giveBack();
    return void writes.refused.push(written.status);
  }
  const [own, ...seen] = await Promise.all(
    [calls[writer], ...others].map((call) => seenAt(call, name, value)),
  );
  giveBack();
  const { at } = written;
  writes.acknowledged.push({
    id,
    name,
    value,
    writer,
    at,
    took: at - began,
    own: own - at,
    others: seen.map((one) => one - at),
  });
}

/** Those who are told, of each organization one of each kind, spread over the servers. */
async function followersOf(organizations, addresses) {
  const followers = new Map();
  for (const [index, { id, key, calls }] of organizations.entries()) {
    const [feedAt, liveAt] = [index % calls.length, (index + 1) % calls.length];
    followers.set(id, {
      feed: { at: feedAt, ...(await followFeed(calls[feedAt])) },
      live: { at: liveAt, ...(await followLive(addresses[liveAt], key)) },
    });
  }
  return followers;
}

/** From the acknowledgement of each write to a follower, of those whose server did the write and of those whose did not. */
function reach(writes, followers, kind) {
  const times = { same: [], other: [] };
  for (const { id, name, value, writer, at } of writes) {
    const follower = followers.get(id)[kind];
    const passed = Math.max(0, follower.firstAt(name, value) - at);
    times[follower.at === writer ? 'same' : 'other'].push(passed);
  }
  return times;
}

const isSoon = (times) => percentile(times, 0.999) <= mostAllowed;

function printFollower(figures, what, { same, other }) {
  const against = `on the same server: ${spread(same)}; must be ≤ 1 s at p99.9`;
  figures.row(`${what} on another server`, spread(other), against, isSoon(other));
}

function print(figures, load, { acknowledged, refused, perSecond }, followers) {
  const others = acknowledged.flatMap((write) => write.others);
  const own = acknowledged.map((write) => write.own);
  const against = `on its own: ${spread(own)}; must be ≤ 1 s at p99.9`;
  figures.row(`${load}: seen by GET on each other server`, spread(others), against, isSoon(others));
  const follower = (kind) => reach(acknowledged, followers, kind);
  printFollower(figures, `${load}: has reached a reader of \`/api/changes?wait=60\``, follower('feed'));
  printFollower(figures, `${load}: has reached a live client`, follower('live'));
  const took = spread(acknowledged.map((write) => write.took));
  figures.row(
    `${load}: the write itself`,
    took,
    `${perSecond.toFixed(0)} writes/s, ${refused.length} refused`,
  );
}

/** @param options `count` organizations share `rate` writes a second */
export async function measureVisibility(figures, addresses, { count, rate, seconds, load }) {
  const models = Math.ceil(rate / count) + 20;
  const organizations = await makeOrganizations(`visible-${count}`, count, addresses, models);
  const followers = await followersOf(organizations, addresses);
  let index = 0;
  const write = (writes) => () => writeAndLook(organizations[index % count], index++, writes);
  const begun = () => ({ acknowledged: [], refused: [] });
  try {
    await paced({ rate, seconds: 2 }, write(begun()));
    const writes = begun();
    const began = performance.now();
    await paced({ rate, seconds }, write(writes));
    const perSecond = (writes.acknowledged.length * 1_000) / (performance.now() - began);
    // Those who are told late are told at last.
    await delay(mostAllowed);
    print(figures, load, { ...writes, perSecond }, followers);
  } finally {
    for (const { feed, live } of followers.values()) await Promise.all([feed.close(), live.close()]);
    for (const organization of organizations) organization.close();
  }
}
