// `npm run bench:scale`: what decision 75 computes from: sizes, polls and a catalog upgrade on PostgreSQL with many organizations.
import { parseArgs } from 'node:util';
import { loadCatalog } from '../../apps/server/dist/catalog/load.js';
import { openDatabase } from '../../apps/server/dist/db/connect.js';
import { migrate } from '../../apps/server/dist/db/migrate.js';
import { shippedProviderRow } from '../../apps/server/dist/providers/row.js';
import { loadShippedCatalog } from '../../packages/catalog/dist/index.js';
import { postgresServer } from '../replicas/postgres.mjs';
import { fill } from './fill.mjs';
import { printPolls, statistics } from './polls.mjs';
import { printSizes } from './sizes.mjs';
import { printUpgrade } from './upgrade.mjs';

const { values } = parseArgs({
  options: {
    organizations: { type: 'string', default: '1000' },
    models: { type: 'string', default: '100' },
  },
});
const counts = { organizations: Number(values.organizations), models: Number(values.models) };

async function run(postgres) {
  const database = openDatabase(await postgres.database('bench_scale'));
  await migrate(database, 'bench');
  const catalog = loadShippedCatalog();
  const { newest } = await loadCatalog(catalog, { database, clock: () => new Date(), shippedProviderRow });
  await fill(database, newest.id, counts);
  console.log(
    `\n${new Date().toISOString().slice(0, 10)}: ${counts.organizations} organizations of ${counts.models} models`,
  );
  await printSizes(database.read, counts.organizations * counts.models);
  await printPolls(database);
  await printUpgrade(database, catalog, counts);
  await database.close();
  await postgres.dropAll();
}

const postgres = await postgresServer(statistics);
process.once('exit', postgres.remove);
// Not only once: a second signal must not cut the cleaning short.
for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
])
  process.on(signal, () => process.exit(status));
await run(postgres);
process.exit(0);
