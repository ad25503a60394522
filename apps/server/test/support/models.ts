import type { CatalogVisibility, Model, ModelPatch, ModelUpsert } from '@llm-registry/api-types';
import { parseJson, storedJson } from '../../src/answers/json-text.js';
import { type Precondition, unconditional } from '../../src/answers/tag.js';
import { loadCatalog } from '../../src/catalog/load.js';
import { moveOrganizations } from '../../src/catalog/move.js';
import type { Database } from '../../src/db/connect.js';
import type { ProviderRow } from '../../src/db/rows.js';
import { type InheritanceLimits, inheritanceLimits } from '../../src/models/bases.js';
import { readAhead } from '../../src/models/read-ahead.js';
import { createModelService } from '../../src/models/service.js';
import { createOrganizationService } from '../../src/organizations/service.js';
import { createCommit } from '../../src/revisions/commit.js';
import { layersOf, ownLayer } from '../../src/revisions/layers.js';
import { smallCatalog } from './catalog.js';

const renderedProvider = { extra_kwargs: {}, has_api_key: false, secrets_readable: true };

function providerRow(layer: string, id: string, fields: object = {}): ProviderRow {
  const answer = JSON.stringify({ id, provider_id: id, provider_name: id, ...renderedProvider, ...fields });
  const times = { created_at: null, updated_at: null };
  return { layer, provider_id: id, provider_name: id, definition: null, key_ids: '[]', answer, ...times };
}

interface Settings {
  catalog?: ReturnType<typeof smallCatalog>;
  limits?: Partial<InheritanceLimits>;
  /** Each call answers a millisecond later than the one before unless it is given. */
  clock?: () => Date;
}

function tickingClock(): () => Date {
  let now = Date.parse('2026-11-01T00:00:00Z');
  return () => new Date(now++);
}

/** The model service on a database with a small catalog, spoken to as one organization and answering values. */
export async function modelsOf(
  database: Database,
  { catalog = smallCatalog(), limits = {}, clock = tickingClock() }: Settings = {},
) {
  const commit = createCommit(database, clock, undefined, readAhead);
  const load = (shipped: ReturnType<typeof smallCatalog>) =>
    loadCatalog(shipped, {
      database,
      clock,
      shippedProviderRow: (layer, provider) => providerRow(layer, provider.provider_id),
    });
  await load(catalog);
  const service = createModelService({
    database,
    commit,
    clock,
    limits: { ...inheritanceLimits, ...limits },
    renderProvider: (row) => storedJson(row.answer),
  });

  function as(organization: string) {
    const actor = { organization, principal: 'key:test' };
    const layers = () => layersOf(database.read, organization);
    return {
      async get(name: string): Promise<Model> {
        return parseJson((await service.get(await layers(), name)).text);
      },
      tag: async (name: string) => (await service.get(await layers(), name)).tag,
      definition: async (name: string) => parseJson((await service.definition(await layers(), name)).text),
      explain: async (name: string) => parseJson((await service.explain(await layers(), name)).text),
      lookup: async (names: string[]) => parseJson(await service.lookup(await layers(), names)).results,
      async post(body: ModelUpsert, precondition: Precondition = unconditional, createOnly = false) {
        return parseJson((await service.upsert(actor, body, precondition, createOnly)).value.text);
      },
      async put(name: string, body: ModelPatch, precondition: Precondition = unconditional) {
        return parseJson((await service.replace(actor, name, body, precondition)).value.text);
      },
      async patch(name: string, body: ModelPatch, precondition: Precondition = unconditional) {
        return parseJson((await service.update(actor, name, body, precondition)).value.text);
      },
      remove: async (name: string, precondition: Precondition = unconditional) =>
        void (await service.remove(actor, name, precondition)),
      revision: async () => (await layers()).revision,
      counts: () =>
        database.read('organization').where('id', organization).first('own_count', 'hidden_count'),
      /** The same counts, counted anew. */
      async recount() {
        const { own, shipped } = await layers();
        const names = (layer: string) => database.read('model').where({ layer, retired: 0 }).select('name');
        const listed = new Set((await names(shipped)).map(({ name }) => name));
        const owned = await names(own);
        return { own_count: owned.length, hidden_count: owned.filter(({ name }) => listed.has(name)).length };
      },
      changes: () => database.read('change').where({ organization }).orderBy('revision'),
      /** Sets which shipped models answer to their names. */
      async show(catalog_visibility: CatalogVisibility) {
        const { update } = createOrganizationService({ commit, clock });
        await update(actor, { catalog_visibility }, unconditional);
      },
      async addProvider(id: string, fields: object = {}) {
        await database.write('provider').insert(providerRow(ownLayer(organization), id, fields));
      },
    };
  }

  return {
    as,
    service,
    /** Loads a catalog as a starting server does. */
    load,
    /** Moves every organization to a catalog that was loaded. */
    move: (layer: string) => moveOrganizations(database, layer),
    /** Loads a newer catalog and moves every organization to it. */
    async upgrade(shipped: ReturnType<typeof smallCatalog>) {
      const { newest } = await load(shipped);
      await moveOrganizations(database, newest.id);
    },
  };
}

export type Models = Awaited<ReturnType<typeof modelsOf>>;
