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

async function run({ address, kinds, connections, seconds, requests = Number.POSITIVE_INFINITY, from = 0 }) {
  const url = new URL(address);
  const writers = kinds.map((kind) => writerOf(kind, url.host, from));
  const results = kinds.map(() => ({ histogram: createHistogram(), answers: 0, refused: {} }));
  const nextKind = kinds.length === 1 ? () => 0 : orderOf(kinds);
  const computed = process.cpuUsage();
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
  const { user, system } = process.cpuUsage(computed);
  return {
    took,
    processor: (user + system) / 1e6 / took,
    kinds: results.map(({ histogram, answers, refused }) => ({
      perSecond: answers / took,
      answers,
      refused,
      ...times(histogram),
    })),
  };
}

process.stdout.write(JSON.stringify(await run(JSON.parse(await text(process.stdin)))));
