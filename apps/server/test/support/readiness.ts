import type { ShippedCatalog } from '@llm-registry/catalog';
import type { Database } from '../../src/db/connect.js';
import { createLifecycle, createReadiness } from '../../src/observe/health.js';

/** The lifecycle of a server that has started on a database with that catalog, and its readiness. */
export function startedOn(database: Database, catalog: ShippedCatalog, clock: () => Date) {
  const lifecycle = createLifecycle();
  lifecycle.started();
  const readiness = createReadiness({
    lifecycle,
    pingDatabase: async () => database.read('setting').first('name'),
    catalog: () => catalog,
    warnings: async () => [],
    clock,
  });
  return { lifecycle, readiness };
}
