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
  if (written.status !== 200) throw new Error(`PATCH ${name}: ${written.status} ${written.text}`);
  const [own, ...seen] = await Promise.all(
    [calls[writer], ...others].map((call) => seenAt(call, name, value)),
  );
  giveBack();
  const { at } = written;
  writes.push({
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

function print(figures, load, writes, followers) {
  const isMet = (times) => percentile(times, 0.999) <= mostAllowed;
  const others = writes.flatMap((write) => write.others);
  const own = writes.map((write) => write.own);
  figures.row(
    `${load}: seen by GET on each other server`,
    spread(others),
    `on its own: ${spread(own)}; must be ≤ 1 s at p99.9`,
    isMet(others),
  );
  for (const [kind, name] of [
    ['feed', 'a reader of `/api/changes?wait=60`'],
    ['live', 'a live client'],
  ]) {
    const { same, other } = reach(writes, followers, kind);
    figures.row(
      `${load}: has reached ${name} on another server`,
      spread(other),
      `on the same server: ${spread(same)}; must be ≤ 1 s at p99.9`,
      isMet(other),
    );
  }
  figures.row(`${load}: the write itself`, spread(writes.map(({ took }) => took)), '');
}

/** @param options `count` organizations share `rate` writes a second */
export async function measureVisibility(figures, addresses, { count, rate, seconds, load }) {
  const models = Math.ceil(rate / count) + 20;
  const organizations = await makeOrganizations(`visible-${count}`, count, addresses, models);
  const followers = await followersOf(organizations, addresses);
  const writes = [];
  try {
    await paced({ rate, seconds: 2 }, (index) => writeAndLook(organizations[index % count], index, []));
    const work = (index) => writeAndLook(organizations[index % count], index + rate * 2, writes);
    await paced({ rate, seconds }, work);
    await delay(1_000);
    print(figures, load, writes, followers);
  } finally {
    for (const { feed, live } of followers.values()) await Promise.all([feed.close(), live.close()]);
    for (const organization of organizations) organization.close();
  }
}
