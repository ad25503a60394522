// How long organizations take to move to a newer catalog in which every price of one provider is another.
import { loadCatalog } from '../../apps/server/dist/catalog/load.js';
import { moveOrganizations } from '../../apps/server/dist/catalog/move.js';
import { shippedProviderRow } from '../../apps/server/dist/providers/row.js';

/** The shipped catalog with other prices, as the one `steps` later. */
function laterCatalog(catalog, steps) {
  // What models with a base inherit, so that all of them are written anew.
  const dearer = (model) =>
    model.model_name.startsWith('openai/') && model.output_cost
      ? { ...model, output_cost: model.output_cost + steps }
      : model;
  const { sequence, hash } = catalog;
  return {
    ...catalog,
    sequence: sequence + steps,
    hash: `${steps}${hash.slice(1)}`,
    models: catalog.models.map(dearer),
  };
}

async function timed(work) {
  const [began, computed] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(computed);
  return { result, took: performance.now() - began, computed: (user + system) / 1_000 };
}

const slowest = `select sum(total_plan_time + total_exec_time) over () as all, calls, total_plan_time + total_exec_time as own,
  left(query, 100) as query from pg_stat_statements order by 3 desc limit 5`;

async function printOne(database, catalog, { organizations, models, isAnalyzed }) {
  const deps = { database, clock: () => new Date(), shippedProviderRow };
  const loading = await timed(() => loadCatalog(catalog, deps));
  if (isAnalyzed) await database.maintain((connection) => connection.raw('analyze model'));
  await database.write.raw('select pg_stat_statements_reset()');
  const moving = await timed(() => moveOrganizations(database, loading.result.newest.id));
  const each = (milliseconds) => `${(milliseconds / organizations).toFixed(1)} ms`;
  const { rows } = await database.write.raw(slowest);
  console.log(
    `\nCatalog upgrade${isAnalyzed ? ', statistics gathered in between' : ''}: ${loading.took.toFixed(0)} ms to load it, ` +
      `${(moving.took / 1_000).toFixed(1)} s to move ${moving.result} organizations of ${models} models, a tenth of them with a ` +
      `shipped base. Each took ${each(moving.took)}, of which this program computed ${each(moving.computed)} and PostgreSQL ${each(rows[0].all)}:`,
  );
  for (const { own, calls, query } of rows)
    console.log(
      `- ${each(own)} in ${(calls / organizations).toFixed(1)} times \`${query.replaceAll(/\s+/g, ' ')}\``,
    );
}

/** Needs the statistics of `printPolls`. */
export async function printUpgrade(database, catalog, counts) {
  await printOne(database, laterCatalog(catalog, 1), { ...counts, isAnalyzed: false });
  await printOne(database, laterCatalog(catalog, 2), { ...counts, isAnalyzed: true });
}
