import { randomBytes } from 'node:crypto';
import type { Model } from '@llm-registry/api-types';
import { afterEach, describe, expect, it } from 'vitest';
import { parseJson } from '../src/answers/json-text.js';
import { unconditional } from '../src/answers/tag.js';
import { loadCatalog } from '../src/catalog/load.js';
import { openDatabase } from '../src/db/connect.js';
import { migrate } from '../src/db/migrate.js';
import { inheritanceLimits } from '../src/models/bases.js';
import { shippedProviderRow } from '../src/providers/row.js';
import { layersOf } from '../src/revisions/layers.js';
import { createKeyring } from '../src/secrets/keyring.js';
import { createServices } from '../src/services.js';
import { smallCatalog } from './support/catalog.js';
import { onEveryEngine } from './support/databases.js';
import { changesOf } from './support/organizations.js';

const actor = { organization: 'acme', principal: 'key:test' };
const encryptionKey = randomBytes(32).toString('base64');
// A clock that stands still: what must rise has to rise by itself.
const clock = () => new Date('2026-11-01T00:00:00Z');
const limits = { ...inheritanceLimits, chain: 4, dependents: 5 };

type Server = Awaited<ReturnType<typeof startOn>>;

/** What a server does on a database before it serves, and the services that it serves with. */
async function startOn(url: string) {
  const database = openDatabase(url);
  await migrate(database, 'test');
  await loadCatalog(smallCatalog(), { database, clock, shippedProviderRow });
  const services = createServices({ database, keyring: createKeyring([encryptionKey]), clock, limits });
  const { models, providers } = services;
  return {
    database,
    providers,
    post: (body: {
      model_name: string;
      base_model_name?: string;
      custom_provider_id?: string;
      input_cost?: number;
    }) => models.upsert(actor, body, unconditional, true),
    patch: (name: string, body: { base_model_name?: string; input_cost?: number }, tag?: string) =>
      models.update(actor, name, body, tag === undefined ? unconditional : (current) => current === tag),
    remove: (name: string) => models.remove(actor, name, unconditional),
    read: async (name: string) => models.get(await layersOf(database.read, 'acme'), name),
    get: async (name: string): Promise<Model> =>
      parseJson((await models.get(await layersOf(database.read, 'acme'), name)).text),
    organization: () => database.read('organization').where('id', 'acme').first(),
  };
}

/** What became of some writes: how many succeeded, and the codes of the others. */
async function outcomes(writes: readonly Promise<unknown>[]) {
  const settled = await Promise.allSettled(writes);
  const refused = settled.flatMap((each) =>
    each.status === 'rejected' ? [each.reason.code ?? each.reason] : [],
  );
  return { done: settled.length - refused.length, refused };
}

const times = <Item>(count: number, make: (at: number) => Item): Item[] =>
  Array.from({ length: count }, (_, at) => make(at));

onEveryEngine((_open, { freshUrl }) => {
  describe('two servers on one database', () => {
    const servers: Server[] = [];
    afterEach(async () => {
      for (const { database } of servers.splice(0)) await database.close();
    });

    /** Both start at the same moment on a database that is empty. */
    async function started(): Promise<[Server, Server]> {
      const url = await freshUrl();
      const [one, other] = await Promise.all([startOn(url), startOn(url)]);
      servers.push(one, other);
      return [one, other];
    }

    it('give every change the next revision, without gaps, and count models once', async () => {
      const both = await started();
      const names = times(30, (at) => `m${at}`);
      const written = await Promise.all(
        names.map((model_name, at) => both[at % 2 === 0 ? 0 : 1].post({ model_name })),
      );
      const counts = times(30, (at) => at + 1);
      // The catalog is the first revision of every organization.
      const made = written.map(({ revision }) => revision - 1);
      expect(made.sort((a, b) => a - b)).toEqual(counts);
      const changes = await changesOf(both[0].database, 'acme');
      expect(changes.map(({ revision }) => revision)).toEqual(counts);
      for (const { value, revision } of written)
        expect(changes[revision - 2]?.name).toBe(parseJson(value.text).model_name);
      expect(await both[1].organization()).toMatchObject({ revision: 30, own_count: 30 });
    });

    it('let one of many conditional writes win', async () => {
      const [one, other] = await started();
      await one.post({ model_name: 'm', input_cost: 0 });
      const { tag } = await one.read('m');
      const writes = times(20, (at) => [one, other][at % 2]?.patch('m', { input_cost: at + 1 }, tag));
      const refused = times(19, () => 'precondition_failed');
      expect(await outcomes(writes.map((write) => Promise.resolve(write)))).toEqual({ done: 1, refused });
      expect((await other.organization())?.revision).toBe(2);
    });

    it('raise the time of a model with each of its changes', async () => {
      const [one, other] = await started();
      await one.post({ model_name: 'm' });
      await Promise.all(times(20, (at) => [one, other][at % 2]?.patch('m', { input_cost: at + 1 })));
      const changes = await changesOf(one.database, 'acme');
      const stored = changes.map((change): Model => JSON.parse(change.stored ?? '{}'));
      const updates = stored.map(({ updated_at }) => updated_at ?? '');
      expect(updates).toHaveLength(21);
      expect(updates).toEqual([...new Set(updates)].sort());
      expect(await other.get('m')).toEqual(stored.at(-1));
    });

    it('create a name once', async () => {
      const [one, other] = await started();
      const writes = times(10, (at) => (at % 2 ? one : other).post({ model_name: 'm' }));
      expect(await outcomes(writes)).toEqual({ done: 1, refused: times(9, () => 'precondition_failed') });
      const providers = times(10, (at) =>
        (at % 2 ? one : other).providers.create(actor, { provider_id: 'p' }),
      );
      expect(await outcomes(providers)).toEqual({ done: 1, refused: times(9, () => 'provider_exists') });
    });

    it('never close a circle of bases', async () => {
      const [one, other] = await started();
      for (const model_name of ['a', 'b', 'c']) await one.post({ model_name });
      const writes = [
        one.patch('a', { base_model_name: 'b' }),
        other.patch('b', { base_model_name: 'c' }),
        one.patch('c', { base_model_name: 'a' }),
      ];
      expect(await outcomes(writes)).toEqual({ done: 2, refused: ['inheritance_cycle'] });
    });

    it('never make a chain longer than it may be', async () => {
      const [one, other] = await started();
      for (const model_name of ['a', 'c', 'e']) await one.post({ model_name });
      for (const [model_name, base] of [
        ['b', 'a'],
        ['d', 'c'],
        ['f', 'e'],
      ] as const)
        await one.post({ model_name, base_model_name: base });
      const writes = [one.patch('c', { base_model_name: 'b' }), other.patch('e', { base_model_name: 'd' })];
      expect(await outcomes(writes)).toEqual({ done: 1, refused: ['chain_too_long'] });
    });

    it('never let more models inherit from one than may', async () => {
      const [one, other] = await started();
      await one.post({ model_name: 'base' });
      const writes = times(10, (at) =>
        (at % 2 ? one : other).post({ model_name: `m${at}`, base_model_name: 'base' }),
      );
      expect(await outcomes(writes)).toEqual({ done: 5, refused: times(5, () => 'too_many_dependents') });
    });

    it('never delete what the other one has come to need meanwhile', async () => {
      const [one, other] = await started();
      for (let round = 0; round < 5; round++) {
        const [base, name, provider] = [`base${round}`, `m${round}`, `p${round}`];
        await one.post({ model_name: base });
        await one.providers.create(actor, { provider_id: provider });
        const bases = await outcomes([
          one.remove(base),
          other.post({ model_name: name, base_model_name: base }),
        ]);
        expect(bases.done).toBe(1);
        expect(['model_in_use', 'unknown_base']).toContain(bases.refused[0]);
        const providers = await outcomes([
          other.post({ model_name: `of-${provider}`, custom_provider_id: provider }),
          one.providers.remove(actor, provider, unconditional),
        ]);
        expect(providers.done).toBe(1);
        expect(['provider_in_use', 'unknown_provider']).toContain(providers.refused[0]);
      }
    });

    it('show the last change of a base in everything that inherits from it, however late it came', async () => {
      const [one, other] = await started();
      await one.post({ model_name: 'base', input_cost: 1 });
      await Promise.all([
        ...times(8, (at) => one.patch('base', { input_cost: at + 2 })),
        ...times(5, (at) => other.post({ model_name: `m${at}`, base_model_name: 'base' })),
      ]);
      const { input_cost } = await one.get('base');
      for (const name of times(5, (at) => `m${at}`))
        expect((await one.get(name)).input_cost).toBe(input_cost);
    });
  });
});
