import type { Server } from 'node:http';
import { newestCatalog } from '../catalog/compare.js';
import type { Config } from '../config.js';
import type { Database } from '../db/connect.js';
import type { CatalogLayerRow } from '../db/rows.js';
import { createLifecycle, createReadiness, type Lifecycle, type Readiness } from '../observe/health.js';
import type { Logger } from '../observe/logs.js';
import { createMetrics, type Metrics } from '../observe/metrics.js';
import { createMetricsListener } from '../observe/metrics-endpoint.js';
import { keyFilePath } from '../secrets/key-file.js';
import { createServices, type Services } from '../services.js';
import { logSettings, type Started } from './announce.js';
import { createApplication } from './application.js';
import { catalogIn, upgradeOrganizations } from './catalog.js';
import { createHttpServer, listen, localUrl } from './http-server.js';
import { standingKeys } from './keys.js';
import { releaseWhenQuiet } from './memory.js';
import { createShutdown } from './shutdown.js';
import { keyringFor, openMigrated } from './storage.js';
import { startTrimming } from './trimming.js';
import { warmUp } from './warm-up.js';

const clock = () => new Date();

export interface Serving extends Started {
  /** Shuts down; answers the exit status. */
  stop: (signal: string) => Promise<number>;
}

function observed(database: Database, metrics: Metrics): Database {
  metrics.observeDatabase(database.write, 'write');
  if (database.read !== database.write) metrics.observeDatabase(database.read, 'read');
  return database;
}

async function unreadableSecrets({ providers }: Services): Promise<string[]> {
  const count = await providers.countUnreadable();
  if (count === 0) return [];
  const which = count === 1 ? '1 provider holds a secret' : `${count} providers hold secrets`;
  return [
    `${which} that no configured key reads. Add the key that wrote them to ENCRYPTION_KEYS, or set the secrets anew.`,
  ];
}

interface Parts {
  config: Config;
  log: Logger;
  database: Database;
  catalog: CatalogLayerRow;
  services: Services;
  lifecycle: Lifecycle;
  metrics: Metrics;
}

function waitingFor({ shownDatabaseUrl: database }: Config, log: Logger): (reason: string) => void {
  return (reason) => log.warn({ database, reason }, 'the database is not there yet: trying for 30 seconds');
}

async function createParts(config: Config, log: Logger): Promise<Parts> {
  const metrics = createMetrics();
  const database = observed(await openMigrated(config, { began: waitingFor(config, log) }), metrics);
  const keyring = keyringFor(config, database);
  const catalog = await catalogIn(database, clock, log);
  const services = createServices({ database, keyring, clock });
  return { config, log, database, catalog, services, lifecycle: createLifecycle(), metrics };
}

function readinessOf({ database, catalog, services, lifecycle }: Parts): () => Promise<Readiness> {
  let newest = catalog;
  return createReadiness({
    lifecycle,
    // An operator may import a newer catalog while this server runs.
    pingDatabase: async () => {
      newest = (await newestCatalog(database)) ?? newest;
    },
    catalog: () => newest,
    warnings: () => unreadableSecrets(services),
    clock,
  });
}

/** Opens the ports. Metrics are on one of their own where the operator wants that. */
async function openPorts(
  { config, metrics, log }: Parts,
  main: Server,
): Promise<{ url: string; servers: Server[] }> {
  const url = localUrl(await listen(main, config.host, config.port));
  if (config.metricsPort === null) return { url, servers: [main] };
  const other = createHttpServer(createMetricsListener(metrics));
  const metricsUrl = localUrl(await listen(other, config.host, config.metricsPort, 'METRICS_PORT'));
  log.info({ url: `${metricsUrl}/metrics` }, 'serving metrics');
  return { url, servers: [main, other] };
}

/** What happens once the server is ready, behind the backs of the first requests. */
function afterwards(parts: Parts, readiness: () => Promise<Readiness>): Promise<void> {
  const { database, catalog, services, log } = parts;
  return upgradeOrganizations(database, catalog, services.lease.changed, log)
    .then(readiness)
    .then(({ warnings }) => {
      for (const warning of warnings) log.warn(warning);
    });
}

/** Where the data lies, for people; null where it is in memory. */
function placeOf({ databaseUrl, shownDatabaseUrl }: Config, { file }: Database): string | null {
  return databaseUrl === 'sqlite::memory:' ? null : (file ?? shownDatabaseUrl);
}

/**
 * Starts the server: from the configuration to a port that answers.
 * @param firstStart whether a first admin key may be made
 * @throws StartFailure with what to change
 */
export async function serve(config: Config, firstStart: boolean, log: Logger): Promise<Serving> {
  logSettings(log, config);
  const parts = await createParts(config, log);
  const { database, lifecycle, services } = parts;
  const readiness = readinessOf(parts);
  const { listener, messages, flush } = createApplication({ ...parts, readiness, clock });
  const { url, servers } = await openPorts(parts, createHttpServer(listener, messages));
  await warmUp(url);
  const { commit } = services;
  // A key that could not be shown, because the port was in use for example, would be lost.
  const firstKey = await standingKeys(config, { database, commit, clock }, firstStart, log);
  lifecycle.started();
  const rest = afterwards(parts, readiness);
  const endTrimming = startTrimming({ database, clock, days: config.changesRetentionDays, log });
  const endWaiting = releaseWhenQuiet(log);
  const close = async () => {
    endWaiting();
    services.lease.close();
    await Promise.all([rest, flush(), endTrimming()]);
    await database.close();
  };
  const { shutdownDelaySeconds: delaySeconds, shutdownTimeoutSeconds: timeoutSeconds } = config;
  const stop = createShutdown({
    servers,
    lifecycle,
    delaySeconds,
    timeoutSeconds,
    release: services.changes.stop,
    close,
    log,
  });
  log.info({ url }, 'ready');
  log.flush();
  const keyFile = config.keyring === null && database.file !== null ? keyFilePath(database.file) : null;
  const { anonymousOrganization } = config;
  return { url, place: placeOf(config, database), keyFile, anonymousOrganization, firstKey, stop };
}
