// What it costs to ask what others have changed, by how many organizations have changed since the last question.
import { median } from '../measure.mjs';

const rounds = 15;
const asked = 50;

/** Milliseconds of one question, after `changed` organizations have changed behind the oldest transaction that still runs. */
async function timeOf(database, poll, changed) {
  // As a long write elsewhere on the server does: whatever began after it is looked at again by each question.
  const holding = await database.write.transaction();
  await holding.raw('select pg_current_xact_id()');
  await poll();
  await database.write.raw(
    'update organization set revision = revision where id in (select id from organization order by id limit ?)',
    [changed],
  );
  await poll();
  const times = [];
  for (let round = 0; round < rounds; round++) {
    const began = performance.now();
    for (let index = 0; index < asked; index++) await poll();
    times.push((performance.now() - began) / asked);
  }
  await holding.rollback();
  return median(times);
}

export async function printPolls(database) {
  const { poll } = database.foreignCommits;
  const empty = async () => {
    const times = [];
    for (let round = 0; round < rounds; round++) {
      const began = performance.now();
      for (let index = 0; index < asked; index++) await database.read.raw('select 1');
      times.push((performance.now() - began) / asked);
    }
    return median(times);
  };
  console.log(
    '\n| organizations changed since the oldest running transaction | one poll | `select 1` |\n|---|---|---|',
  );
  for (const changed of [0, 1, 10, 100, 1_000]) {
    const [one, nothing] = [await timeOf(database, poll, changed), await empty()];
    console.log(`| ${changed} | ${one.toFixed(2)} ms | ${nothing.toFixed(2)} ms |`);
  }
}
