import type { ShippedCatalog } from '@llm-registry/catalog';
import { createLifecycle, createReadiness } from '../../src/observe/health.js';
import { createMetrics } from '../../src/observe/metrics.js';
import { type Application, type ApplicationDeps, createApplication } from '../../src/startup/application.js';

type Given = Pick<ApplicationDeps, 'config' | 'database' | 'services' | 'log' | 'clock'>;

/** The application of a server that has started on a database with that catalog. */
export function startedApplication(given: Given, catalog: ShippedCatalog): Application {
  const { database, clock } = given;
  const lifecycle = createLifecycle();
  lifecycle.started();
  const readiness = createReadiness({
    lifecycle,
    pingDatabase: async () => database.read('setting').first('name'),
    catalog: () => catalog,
    warnings: async () => [],
    clock,
  });
  return createApplication({ ...given, lifecycle, readiness, metrics: createMetrics() });
}
