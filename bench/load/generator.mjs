// The process that loads a server: reads what to send as JSON from standard input, and writes what came of it. A process of its own,
// so that it can have a processor of its own.
import { text } from 'node:stream/consumers';
import { runConnection } from './connection.mjs';
import { createHistogram } from './histogram.mjs';

/** The bytes of the next request of one kind: its URLs in turn, and `{turn}` in its body is another number each time. */
function writerOf({ method = 'GET', urls, headers = {}, body }, host, from) {
  const fields = Object.entries({ host, ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const head = (url, turn) =>
    `${method} ${url} HTTP/1.1\r\n${fields.join('')}`.replaceAll('{turn}', String(turn));
  const whole = (url, turn) => {
    if (body === undefined) return `${head(url, turn)}\r\n`;
    const sent = body.replaceAll('{turn}', String(turn));
    return `${head(url, turn)}content-length: ${Buffer.byteLength(sent)}\r\n\r\n${sent}`;
  };
  const isAlwaysTheSame = urls.length === 1 && !whole(urls[0], '{turn}').includes('{turn}');
  if (isAlwaysTheSame) {
    const bytes = Buffer.from(whole(urls[0], 0));
    return () => bytes;
  }
  let turn = from;
  return () => whole(urls[turn % urls.length], turn++);
}

/** Which kind is next: of a hundred requests each kind has its share, spread evenly. */
function orderOf(kinds) {
  const shares = kinds.map(({ share = 100 }) => share);
  const owed = shares.map(() => 0);
  return () => {
    for (const index of owed.keys()) owed[index] += shares[index];
    const next = owed.indexOf(Math.max(...owed));
    owed[next] -= 100;
    return next;
  };
}

const times = ({ percentile }) => ({
  p50: percentile(0.5),
  p99: percentile(0.99),
  p999: percentile(0.999),
  max: percentile(1),
});

/**
 * Keeps the process from sleeping until it is told to stop. Waking one that sleeps on another processor costs whoever writes to it,
 * on virtual machines several times what else an answer takes: a fast server would be charged for being waited for.
 * @param count of what was done so far: a turn of the event loop in which it grows was one of work
 * @returns what ends it, and answers for how many milliseconds there was something to do
 */
function stayAwake(count) {
  let isOver = false;
  let worked = 0;
  let last = performance.now();
  let before = count();
  function turn() {
    const now = performance.now();
    if (count() !== before) worked += now - last;
    [last, before] = [now, count()];
    if (!isOver) setImmediate(turn);
  }
  turn();
  return () => {
    isOver = true;
    return worked;
  };
}

/** Measures how much of a processor this process takes: what it computes or, where it never sleeps, what it has to do. */
function watchProcessor(isAwake, count) {
  if (isAwake) return stayAwake(count);
  const computed = process.cpuUsage();
  return () => {
    const { user, system } = process.cpuUsage(computed);
    return (user + system) / 1_000;
  };
}

async function run({
  address,
  kinds,
  connections,
  seconds,
  requests = Number.POSITIVE_INFINITY,
  from = 0,
  awake = false,
}) {
  const url = new URL(address);
  const writers = kinds.map((kind) => writerOf(kind, url.host, from));
  const results = kinds.map(() => ({ histogram: createHistogram(), answers: 0, refused: {} }));
  const nextKind = kinds.length === 1 ? () => 0 : orderOf(kinds);
  const answered = () => results.reduce((sum, { answers }) => sum + answers, 0);
  const worked = watchProcessor(awake, answered);
  const began = performance.now();
  const end = began + seconds * 1_000;
  let sent = 0;

  function connection() {
    let kind = 0;
    const next = () => {
      if (sent >= requests || performance.now() >= end) return null;
      sent += 1;
      kind = nextKind();
      return writers[kind]();
    };
    const done = (status, took) => {
      const result = results[kind];
      result.answers += 1;
      result.histogram.record(took);
      if (status >= 300) result.refused[status] = (result.refused[status] ?? 0) + 1;
    };
    return runConnection(url, next, done);
  }

  await Promise.all(Array.from({ length: connections }, connection));
  const took = (performance.now() - began) / 1_000;
  return {
    took,
    processor: worked() / 1e3 / took,
    kinds: results.map(({ histogram, answers, refused }) => ({
      perSecond: answers / took,
      answers,
      refused,
      ...times(histogram),
    })),
  };
}

process.stdout.write(JSON.stringify(await run(JSON.parse(await text(process.stdin)))));
