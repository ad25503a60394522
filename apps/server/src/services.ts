import type { ModelProvider } from '@llm-registry/api-types';
import type { JsonText } from './answers/json-text.js';
import { createAuthHandlers } from './auth/handlers.js';
import { keepKeys } from './auth/keys/kept-keys.js';
import { createKeyService } from './auth/keys/service.js';
import { createChangeHandlers } from './changes/handlers.js';
import { createChangeService } from './changes/service.js';
import { createCompatHandlers } from './compat/handlers.js';
import { createCompatService } from './compat/service.js';
import type { Database } from './db/connect.js';
import type { ProviderRow } from './db/rows.js';
import type { Handlers } from './http/contract.js';
import { createListingHandlers } from './listing/handlers.js';
import { createListingService } from './listing/service.js';
import { type InheritanceLimits, inheritanceLimits } from './models/bases.js';
import { createModelHandlers } from './models/handlers.js';
import { readAhead } from './models/read-ahead.js';
import { createModelService } from './models/service.js';
import { createHealthHandlers } from './observe/handlers.js';
import type { Readiness } from './observe/health.js';
import { createOrganizationHandlers } from './organizations/handlers.js';
import { createOrganizationService } from './organizations/service.js';
import { createProviderHandlers } from './providers/handlers.js';
import { renderNamedProvider, renderProvider } from './providers/row.js';
import { createProviderService } from './providers/service.js';
import { type CommitWatch, createCommit } from './revisions/commit.js';
import { createKnownLayers } from './revisions/known-layers.js';
import type { ProviderDetail } from './revisions/layers.js';
import { createLease } from './revisions/lease.js';
import type { ChangeWatch } from './revisions/watch.js';
import type { Keyring } from './secrets/keyring.js';

export interface ServiceDeps {
  database: Database;
  keyring: Keyring;
  clock: () => Date;
  /** Tells those who wait for a change, in place of the lease: tests tell of one when they like. */
  watch?: ChangeWatch & { changed(organization: string): void };
  /** Tests set smaller ones. */
  limits?: InheritanceLimits;
}

/** The one list of who depends on whom. Models and providers need each other's answers: functions go both ways, imports none. */
export function createServices(deps: ServiceDeps) {
  const { database, keyring, clock, limits = inheritanceLimits } = deps;
  const lease = createLease(database.foreignCommits);
  const watch = deps.watch ?? lease;
  const layers = createKnownLayers(database, lease);
  const commitWatch: CommitWatch = {
    mark: lease.mark,
    committed(organization, done) {
      if (done === null) lease.changed(organization);
      else layers.committed(done);
      deps.watch?.changed(organization);
    },
  };
  const commit = createCommit(database, clock, commitWatch, readAhead);
  const render = (
    row: Pick<ProviderRow, 'answer' | 'key_ids'>,
    detail: ProviderDetail,
  ): JsonText<ModelProvider> =>
    detail === 'named' ? renderNamedProvider(row) : renderProvider(row, keyring);
  const models = createModelService({ database, commit, clock, limits, renderProvider: render });
  const keys = createKeyService({ database, commit, clock });
  const listing = createListingService({ database, lease, renderProvider: render });
  return {
    lease,
    layers,
    commit,
    models,
    providers: createProviderService({ database, commit, clock, keyring, modelsUsing: models.using }),
    keys: { ...keys, find: keepKeys(lease, keys.find) },
    organizations: createOrganizationService({ commit, clock }),
    listing,
    compat: createCompatService({
      database,
      all: listing.all,
      getModel: models.get,
      ownNames: models.ownNames,
    }),
    changes: createChangeService({ database, watch, answers: models.answers, stretch: models.stretch }),
  };
}

export type Services = ReturnType<typeof createServices>;

/** One function for every operation of the contract. */
export function createHandlers(services: Services, readiness: () => Promise<Readiness>): Handlers {
  return {
    ...createModelHandlers(services.models),
    ...createListingHandlers(services.listing),
    ...createProviderHandlers(services.providers),
    ...createAuthHandlers(services.keys),
    ...createChangeHandlers(services.changes),
    ...createOrganizationHandlers(services.organizations),
    ...createCompatHandlers(services.compat),
    ...createHealthHandlers(readiness),
  };
}
