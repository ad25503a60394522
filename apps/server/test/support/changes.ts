import type { ChangePage, Model, Snapshot } from '@llm-registry/api-types';
import { parseJson } from '../../src/answers/json-text.js';
import { unconditional } from '../../src/answers/tag.js';
import { loadCatalog } from '../../src/catalog/load.js';
import { moveOrganizations } from '../../src/catalog/move.js';
import type { ChangeRequest } from '../../src/changes/service.js';
import { trimChanges } from '../../src/changes/trim.js';
import type { Database } from '../../src/db/connect.js';
import { inheritanceLimits } from '../../src/models/bases.js';
import { shippedProviderRow } from '../../src/providers/row.js';
import { layersOf } from '../../src/revisions/layers.js';
import { createServices } from '../../src/services.js';
import { smallCatalog } from './catalog.js';
import { clockAt } from './clock.js';
import { newKeyring } from './providers.js';
import { watchOf } from './watch.js';

/** All services on a database with a small catalog, spoken to as organizations that change and follow models. */
export async function changesOn(database: Database, catalog = smallCatalog()) {
  const time = clockAt('2026-11-01T00:00:00Z');
  const { watch, changed, waiting } = watchOf();
  const services = createServices({
    database,
    keyring: newKeyring(),
    clock: time.clock,
    watch,
    limits: inheritanceLimits,
  });
  const load = (shipped: ReturnType<typeof smallCatalog>) =>
    loadCatalog(shipped, { database, clock: time.clock, shippedProviderRow });
  await load(catalog);

  function as(organization: string) {
    const actor = { organization, principal: 'key:test' };
    const layers = () => layersOf(database.read, organization);
    const request = (given: Partial<ChangeRequest>): ChangeRequest => ({
      pageSize: 100,
      wait: 0,
      gone: new AbortController().signal,
      confirm: async () => {},
      showPrincipals: true,
      ...given,
    });

    async function page(given: Partial<ChangeRequest>): Promise<ChangePage> {
      return parseJson((await services.changes.changes(await layers(), request(given))).text);
    }

    async function snapshotText(): Promise<string> {
      let text = '';
      for await (const chunk of (await services.changes.snapshot(await layers())).chunks) text += chunk;
      return text;
    }

    return {
      actor,
      layers,
      request,
      page,
      async snapshot(): Promise<Snapshot> {
        return JSON.parse(await snapshotText());
      },
      snapshotTag: async () => (await services.changes.snapshot(await layers())).tag,
      /** Names and models that changed behind a revision. */
      async since(after: number): Promise<Record<string, number>> {
        const { changes } = await page({ after, pageSize: 1000 });
        return Object.fromEntries(changes.map(({ name, revision }) => [name, revision]));
      },
      revision: async () => (await layers()).revision,
      async get(name: string): Promise<Model | null> {
        const text = (await services.models.answers(await layers(), [name])).get(name);
        return text === undefined ? null : parseJson(text);
      },
      post: (body: Parameters<typeof services.models.upsert>[1]) =>
        services.models.upsert(actor, body, unconditional, false),
      remove: (name: string) => services.models.remove(actor, name, unconditional),
      createProvider: (body: Parameters<typeof services.providers.create>[1]) =>
        services.providers.create(actor, body),
      updateProvider: (id: string, body: Parameters<typeof services.providers.update>[2]) =>
        services.providers.update(actor, id, body, unconditional),
      removeProvider: (id: string) => services.providers.remove(actor, id, unconditional),
      show: (catalog_visibility: 'listed' | 'base_only') =>
        services.organizations.update(actor, { catalog_visibility }, unconditional),
    };
  }

  return {
    as,
    services,
    time,
    changed,
    waiting,
    load,
    async upgrade(shipped: ReturnType<typeof smallCatalog>) {
      const { newest } = await load(shipped);
      await moveOrganizations(database, newest.id);
    },
    trim: (cutoff: string) => trimChanges(database, cutoff),
  };
}

export type ChangesOfOne = ReturnType<Awaited<ReturnType<typeof changesOn>>['as']>;
