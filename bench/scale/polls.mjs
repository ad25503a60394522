// What it costs PostgreSQL to say what others have changed, by how many organizations have changed since the last question.

const polls = 300;

/** Settings with which the server says how long it plans and runs each statement. */
export const statistics = `
shared_preload_libraries = 'pg_stat_statements'
pg_stat_statements.track_planning = on
`;

const cost = `select calls, mean_plan_time as plan, mean_exec_time as run from pg_stat_statements
  where query like '%pg_snapshot_xmin%' and query not like '%pg_stat_statements%' order by calls desc limit 1`;

/** Milliseconds of one question, after `changed` organizations have changed behind the oldest transaction that still writes. */
async function costOf({ write, foreignCommits: { poll } }, changed) {
  // As a long write elsewhere on the server does: whatever began after it is looked at again by each question.
  const holding = await write.transaction();
  await holding.raw('select pg_current_xact_id()');
  await poll();
  const first = write('organization').orderBy('id').limit(changed).select('id');
  await write('organization')
    .whereIn('id', first)
    .update({ revision: write.raw('revision') });
  await write.raw('analyze organization');
  await write.raw('select pg_stat_statements_reset()');
  for (let index = 0; index < polls; index++) await poll();
  const [row] = (await write.raw(cost)).rows;
  await holding.rollback();
  return row;
}

export async function printPolls(database) {
  await database.write.raw('create extension pg_stat_statements');
  console.log(
    '\n| organizations changed since the oldest transaction that still writes | planning a poll | running it |\n|---|---|---|',
  );
  for (const changed of [0, 1, 10, 100, 1_000]) {
    const { plan, run } = await costOf(database, changed);
    console.log(`| ${changed} | ${plan.toFixed(3)} ms | ${run.toFixed(3)} ms |`);
  }
}
