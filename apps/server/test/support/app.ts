import { once } from 'node:events';
import { loadCatalog } from '../../src/catalog/load.js';
import { readConfig } from '../../src/config.js';
import type { Database } from '../../src/db/connect.js';
import { createLogger } from '../../src/observe/logs.js';
import { shippedProviderRow } from '../../src/providers/row.js';
import { createServices } from '../../src/services.js';
import { createHttpServer, type HttpLimits } from '../../src/startup/http-server.js';
import { startedApplication } from './application.js';
import { smallCatalog } from './catalog.js';
import { listening } from './listening.js';
import { newKeyring } from './providers.js';

const catalog = smallCatalog();

interface Surroundings {
  clock?: () => Date;
  /** Of the HTTP server, where a test does not wait as long as clients may. */
  limits?: Partial<HttpLimits>;
}

/**
 * The application on a database with a small catalog, on a real port, with a key of each role of organization `acme`.
 * @param environment settings, as an operator gives them
 */
export async function appOn(
  database: Database,
  environment: Record<string, string> = {},
  { clock = () => new Date(), limits = {} }: Surroundings = {},
) {
  const config = readConfig({ environment, folder: '/nowhere', terminal: false });
  const lines: string[] = [];
  const write = (line: string) => void lines.push(line);
  const log = await createLogger({ level: 'trace', format: 'json', destination: { write } });
  await loadCatalog(catalog, { database, clock, shippedProviderRow });
  const services = createServices({ database, keyring: newKeyring(), clock });
  const { listener, messages, flush } = startedApplication(
    { config, database, services, log, clock },
    catalog,
  );
  const server = createHttpServer(listener, { ...messages, ...limits });
  const url = await listening(server);
  const keyOf = async (role: 'viewer' | 'editor' | 'admin') =>
    (await services.keys.create({ organization: 'acme', principal: 'operator' }, { name: role, role })).value
      .api_key;

  return {
    url,
    services,
    /** Everything that was logged, at any level. */
    logged: () => lines.join(''),
    keys: { viewer: await keyOf('viewer'), editor: await keyOf('editor'), admin: await keyOf('admin') },
    async close() {
      await flush();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

export type TestApp = Awaited<ReturnType<typeof appOn>>;
