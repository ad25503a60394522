/**
 * Servers that are prepared to fail, for the contract tests: the application as it is composed for everybody, on
 * databases that were broken, with tiny limits. Prints one line of JSON, from preparation to URL, and serves until its
 * parent goes.
 *
 * FOLDER is where the databases go, or POSTGRES_URL a database beside which they are made, with names that begin with its own; JWT_SECRET, JWT_ISSUER and JWT_AUDIENCE say how callers sign.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { unconditional } from '../src/answers/tag.js';
import { loadCatalog } from '../src/catalog/load.js';
import { type Config, readConfig } from '../src/config.js';
import { openDatabase } from '../src/db/connect.js';
import { inheritanceLimits } from '../src/models/bases.js';
import { createLogger } from '../src/observe/logs.js';
import { shippedProviderRow } from '../src/providers/row.js';
import type { Actor } from '../src/revisions/commit.js';
import { createServices, type Services } from '../src/services.js';
import { createHttpServer, listen, localUrl } from '../src/startup/http-server.js';
import { keyringFor, openMigrated } from '../src/startup/storage.js';
import { startedApplication } from './support/application.js';
import { smallCatalog } from './support/catalog.js';
import { siblingUrl } from './support/postgres/for-a-run.js';
import { faultsOn, type Preparation } from './support/prepared-faults.js';
import { newEncodedKey } from './support/providers.js';

const clock = () => new Date();
const catalog = smallCatalog();

const organization = 'prepared';

/** Nothing listens on the port of the discard service; if something does, it speaks no HTTP. */
const unreachableKeys = 'http://127.0.0.1:9/jwks.json';

const { FOLDER = '.', POSTGRES_URL } = process.env;
const faults = faultsOn[POSTGRES_URL === undefined ? 'sqlite' : 'postgres'];

/** Where the database of a server is to be. */
async function databaseUrlOf(preparation: Preparation): Promise<string> {
  if (POSTGRES_URL === undefined) {
    mkdirSync(join(FOLDER, preparation));
    return `sqlite:${join(FOLDER, preparation, 'registry.db')}`;
  }
  const server = openDatabase(POSTGRES_URL);
  const name = `${new URL(POSTGRES_URL).pathname.slice(1)}_${preparation}`;
  await server.write.raw('create database ??', [name]);
  await server.close();
  return siblingUrl(POSTGRES_URL, name);
}

async function settingsOf(preparation: Preparation): Promise<Record<string, string | undefined>> {
  const { JWT_SECRET, JWT_ISSUER, JWT_AUDIENCE } = process.env;
  const allowance = preparation === 'limited' ? '1' : '0';
  return {
    DATABASE_URL: await databaseUrlOf(preparation),
    ENCRYPTION_KEYS: newEncodedKey(),
    RATE_LIMIT_PER_MINUTE: allowance,
    ANONYMOUS_RATE_LIMIT_PER_MINUTE: allowance,
    LOG_LEVEL: 'silent',
    JWT_ISSUER,
    JWT_AUDIENCE,
    ...(preparation === 'open' && { ANONYMOUS_ORGANIZATION: organization }),
    ...(preparation === 'orphaned' ? { JWT_JWKS_URL: unreachableKeys } : { JWT_SECRET }),
  };
}

/** What the requests of the tests are about, so that they get as far as the fault. */
async function seed({ models, providers, keys }: Services): Promise<void> {
  const actor: Actor = { organization, principal: 'operator' };
  await models.upsert(actor, { model_name: 'acme/base' }, unconditional, false);
  const model = { model_name: 'acme/model', base_model_name: 'acme/base' };
  await models.upsert(actor, model, unconditional, false);
  await providers.create(actor, { provider_id: 'acme' });
  await keys.create(actor, { name: 'seeded', role: 'viewer' });
}

async function broken(preparation: Preparation, config: Config) {
  const database = await openMigrated(config);
  const keyring = keyringFor(config, database);
  await loadCatalog(catalog, { database, clock, shippedProviderRow });
  await seed(createServices({ database, keyring, clock }));
  return { database: await faults[preparation](database), keyring };
}

async function start(preparation: Preparation): Promise<string> {
  const environment = await settingsOf(preparation);
  const config = readConfig({ environment, folder: '/nowhere', terminal: false });
  const { database, keyring } = await broken(preparation, config);
  const limits = preparation === 'crowded' ? { ...inheritanceLimits, dependents: 2 } : inheritanceLimits;
  const services = createServices({ database, keyring, clock, limits });
  const log = await createLogger(config.log);
  const { listener, messages } = startedApplication({ config, database, services, log, clock }, catalog);
  return localUrl(await listen(createHttpServer(listener, messages), '127.0.0.1', 0));
}

// Keys of an object of ours.
const preparations = Object.keys(faults) as Preparation[];
const urls = await Promise.all(preparations.map(async (one) => [one, await start(one)] as const));
process.stdout.write(`${JSON.stringify(Object.fromEntries(urls))}\n`);
