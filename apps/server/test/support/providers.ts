import { randomBytes } from 'node:crypto';
import type { Provider, ProviderCreation, ProviderPatch, ProviderReplacement } from '@llm-registry/api-types';
import { type JsonText, parseJson } from '../../src/answers/json-text.js';
import { type Precondition, type Tagged, unconditional } from '../../src/answers/tag.js';
import { loadCatalog } from '../../src/catalog/load.js';
import type { Database } from '../../src/db/connect.js';
import { shippedProviderRow } from '../../src/providers/row.js';
import { createProviderService } from '../../src/providers/service.js';
import { type Committed, createCommit } from '../../src/revisions/commit.js';
import { layersOf, ownLayer } from '../../src/revisions/layers.js';
import { createKeyring, type Keyring } from '../../src/secrets/keyring.js';
import { smallCatalog } from './catalog.js';

export const newEncodedKey = (): string => randomBytes(32).toString('base64');
export const newKeyring = (): Keyring => createKeyring([newEncodedKey()]);

/** A provider of an organization, with a reference for its key and a setting that is no secret. */
export const azure = {
  provider_id: 'azure',
  provider_name: 'Acme on Azure',
  api_key: 'env:AZURE_KEY',
  extra_kwargs: { base_url: 'https://acme.example', timeout: 30 },
};

interface Settings {
  keyring?: Keyring;
  clock?: () => Date;
}

/** A clock that moves by a millisecond whenever it is read. */
function tickingClock(): () => Date {
  let now = Date.parse('2026-11-01T00:00:00Z');
  return () => new Date(now++);
}

async function loadSmallCatalog(database: Database, clock: () => Date): Promise<void> {
  const shipped = smallCatalog();
  const providers = shipped.providers.map((provider) => ({
    ...provider,
    extra_kwargs: { base_url: `https://api.${provider.provider_id}.example` },
  }));
  await loadCatalog({ ...shipped, providers }, { database, clock, shippedProviderRow });
}

/** An answer with its tag, and the revision where it is a write's. */
export interface Answered {
  provider: Provider;
  tag: string;
  revision: number;
}

function answered({ value, revision }: Committed<Tagged<JsonText<Provider>>>): Answered {
  return { provider: parseJson(value.text), tag: value.tag, revision };
}

/**
 * The provider service on a database with a small catalog (shipped providers openai, google and anthropic), spoken to
 * as one organization and answering values.
 */
export async function providersOn(database: Database, settings: Settings = {}) {
  const { keyring = newKeyring(), clock = tickingClock() } = settings;
  await loadSmallCatalog(database, clock);
  const service = createProviderService({
    database,
    commit: createCommit(database, clock),
    clock,
    keyring,
    async modelsUsing(tx, { own }, providerId) {
      const rows = await tx('model')
        .where({ layer: own, provider_id: providerId })
        .orderBy('name')
        .select('name');
      return { count: rows.length, some: rows.slice(0, 20).map(({ name }) => name) };
    },
  });

  function as(organization: string) {
    const actor = { organization, principal: 'key:test' };
    const layers = () => layersOf(database.read, organization);
    return {
      list: async () => parseJson(await service.list(await layers())),
      async get(id: string): Promise<Answered> {
        const { revision } = await layers();
        return answered({ value: await service.get(await layers(), id), revision });
      },
      post: async (body: ProviderCreation) => answered(await service.create(actor, body)),
      put: async (id: string, body: ProviderReplacement, precondition: Precondition = unconditional) =>
        answered(await service.replace(actor, id, body, precondition)),
      patch: async (id: string, body: ProviderPatch, precondition: Precondition = unconditional) =>
        answered(await service.update(actor, id, body, precondition)),
      remove: (id: string, precondition: Precondition = unconditional) =>
        service.remove(actor, id, precondition),
      revision: async () => (await layers()).revision,
      changes: () => database.read('change').where('organization', organization).orderBy('revision'),
      row: (id: string) =>
        database
          .read('provider')
          .where({ layer: ownLayer(organization), provider_id: id })
          .first(),
    };
  }

  return { as, service, keyring };
}

export type ProvidersOfOne = ReturnType<Awaited<ReturnType<typeof providersOn>>['as']>;

/** Everything that a database holds of providers, changes and settings, as text to look for secrets in. */
export async function rawText(database: Database): Promise<string> {
  const tables = ['provider', 'change', 'setting', 'organization'] as const;
  const rows = await Promise.all(tables.map((table) => database.read(table).select()));
  return JSON.stringify(rows);
}

/** Gives an organization models named m-00, m-01, … that show a provider. */
export async function addModelsUsing(
  database: Database,
  organization: string,
  providerId: string,
  count: number,
): Promise<void> {
  const shipped = await database.write('model').first();
  if (!shipped) throw new Error('The catalog has no models.');
  const name = (at: number) => `m-${String(at).padStart(2, '0')}`;
  const rows = Array.from({ length: count }, (_, at) => ({
    ...shipped,
    layer: ownLayer(organization),
    name: name(at),
    provider_id: providerId,
  }));
  for (const row of rows) await database.write('model').insert(row);
}
