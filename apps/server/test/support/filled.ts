import type { ModelUpsert } from '@llm-registry/api-types';
import { unconditional } from '../../src/answers/tag.js';
import { loadCatalog } from '../../src/catalog/load.js';
import type { Database } from '../../src/db/connect.js';
import { shippedProviderRow } from '../../src/providers/row.js';
import { layersOf } from '../../src/revisions/layers.js';
import type { Keyring } from '../../src/secrets/keyring.js';
import { createServices } from '../../src/services.js';
import { smallCatalog } from './catalog.js';

const organizations = ['acme', 'other', 'third'];

/** Names that a quotation mark, an encoding or a prototype could trip over. */
const hostileNames = [
  '__proto__',
  'a/b c?d#e%2F',
  "'; drop table model; --",
  'größe/名前/😀',
  '"',
  '\\u0000',
  '??',
];

function tickingClock(): () => Date {
  let now = Date.parse('2026-11-01T00:00:00Z');
  return () => new Date(now++);
}

async function writeAs(services: ReturnType<typeof createServices>, organization: string): Promise<void> {
  const actor = { organization, principal: 'key:test' };
  const post = (body: ModelUpsert) => services.models.upsert(actor, body, unconditional, false);
  await services.providers.create(actor, {
    provider_id: 'azure',
    provider_name: `Azure of ${organization}`,
    api_key: `sk-secret-of-${organization}`,
    extra_kwargs: {
      base_url: 'https://acme.example',
      headers: { Authorization: `Bearer token-of-${organization}` },
    },
  });
  for (const model_name of hostileNames) {
    await post({
      model_name,
      base_model_name: 'gpt-4o-mini',
      display_name: `of ${organization}`,
      input_cost: 0.00000012345,
    });
  }
  await post({ model_name: 'openai/gpt-4o-mini', display_name: 'shadow' });
  await post({
    model_name: 'deployed',
    provider_id: 'azure',
    base_model_name: '__proto__',
    max_context_window: 9_007_199_254_740_991,
  });
  await post({ model_name: 'deleted' });
  await services.models.remove(actor, 'deleted', unconditional);
  await services.keys.create(actor, { name: 'ci', role: 'editor' });
}

/** Fills a migrated database through the services: models, shadows, secrets, keys and deletions of several organizations. */
export async function fill(database: Database, keyring: Keyring): Promise<void> {
  const clock = tickingClock();
  await loadCatalog(smallCatalog(), { database, clock, shippedProviderRow });
  const services = createServices({ database, keyring, clock });
  for (const organization of organizations) await writeAs(services, organization);
  await services.organizations.update(
    { organization: 'third', principal: 'operator' },
    { catalog_visibility: 'base_only' },
    unconditional,
  );
  services.lease.close();
}

/** Everything that the services answer of it, with the tags of the answers. */
export async function answersOf(database: Database, keyring: Keyring): Promise<unknown> {
  const services = createServices({ database, keyring, clock: tickingClock() });
  const answers = [];
  for (const organization of organizations) {
    const layers = await layersOf(database.read, organization);
    const all = await services.listing.all(layers, { page: 1, sortBy: 'model_name' });
    const names = [...hostileNames, 'openai/gpt-4o-mini', 'deployed'];
    const listed = [];
    for await (const batch of all.batches) listed.push(...batch);
    answers.push({
      layers,
      listed,
      total: all.total,
      models: await Promise.all(names.map((name) => services.models.get(layers, name))),
      definitions: await Promise.all(names.map((name) => services.models.definition(layers, name))),
      provider: await services.providers.get(layers, 'azure'),
      settings: services.organizations.get(layers),
      keys: await services.keys.list(organization),
    });
  }
  services.lease.close();
  return answers;
}
