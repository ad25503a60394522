// Many servers that start at the same moment on an empty database, beside one alone.
import { adminKey, startRegistry } from '../servers.mjs';
import { caller, json } from './requests.mjs';
import { sharedSettings } from './servers.mjs';

/** Starts servers on an empty database. Answers when the first and the last were ready, in milliseconds, and how many serve. */
async function startMany(databaseUrl, count) {
  const settings = sharedSettings(databaseUrl);
  const servers = await Promise.all(
    Array.from({ length: count }, () => startRegistry(settings.DATABASE_URL, settings, { processor: null })),
  );
  const totals = [];
  for (const { address } of servers) {
    const call = caller(address, adminKey);
    totals.push((await json(call, 'GET', '/api/models/summary')).summary.total_count);
    call.close();
  }
  await Promise.all(servers.map((server) => server.stop()));
  const times = servers.map(({ readyAfter }) => readyAfter);
  return {
    first: Math.min(...times),
    last: Math.max(...times),
    areSame: new Set(totals).size === 1 && totals[0] > 0,
  };
}

export async function measureFirstStart(figures, postgres, count) {
  const alone = await startMany(await postgres.database('bench_alone'), 1);
  const many = await startMany(await postgres.database('bench_many'), count);
  for (const name of ['bench_alone', 'bench_many']) await postgres.drop(name);
  figures.row(
    `${count} servers started at once on an empty database`,
    `all serve; first ready after ${many.first.toFixed(0)} ms, last after ${many.last.toFixed(0)} ms`,
    `one alone: ${alone.last.toFixed(0)} ms`,
    many.areSame,
  );
}
