import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { listingOn } from '../../test/support/listings.js';
import { builtInModel, ownModel } from '../../test/support/model-rows.js';

const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    ownModel({ model_name: `acme/${String(index).padStart(3, '0')}` }),
  );

onEveryEngine((open) => {
  describe('counts', () => {
    it('come from what writes keep', async () => {
      const registry = await listingOn(await open(), {
        own: [...numbered(2), ownModel({ model_name: 'openai/gpt' })],
        shipped: [builtInModel({ model_name: 'openai/gpt' }), builtInModel({ model_name: 'openai/other' })],
        retired: [builtInModel({ model_name: 'openai/old' })],
      });
      expect(await registry.summary()).toEqual({ total_count: 4, global_count: 1, custom_count: 3 });
    });

    it('are those of the newest catalog for an organization that has written nothing', async () => {
      const registry = await listingOn(await open(), {
        own: numbered(2),
        shipped: [builtInModel({ model_name: 'a' })],
      });
      const layers = { ...registry.layers, organization: 'other', own: 'o:other', revision: 0 };
      expect(await registry.service.summary(layers)).toEqual({
        summary: { total_count: 1, global_count: 1, custom_count: 0 },
      });
    });

    it('after filters are exact', async () => {
      const registry = await listingOn(await open(), {
        own: numbered(12),
        shipped: [builtInModel({ model_name: 'acme/shipped-1' }), builtInModel({ model_name: 'b' })],
      });
      const filters = { model_name: { operator: 'contains' as const, value: ['1'] } };
      expect(await registry.summary(filters)).toEqual({ total_count: 4, global_count: 1, custom_count: 3 });
      expect((await registry.filter(filters)).count).toBe(4);
    });

    it('stop at 10,000 matches and say so', async () => {
      const own = Array.from({ length: 10_001 }, (_, index) => ownModel({ model_name: `m${index}` }));
      const registry = await listingOn(await open(), { own, shipped: [builtInModel({ model_name: 'm' })] });
      const filters = { model_name: { operator: 'startswith' as const, value: ['m'] } };
      const page = await registry.filter(filters);
      expect(page).toMatchObject({ count: 10_000, count_is_lower_bound: true });
      expect(await registry.summary(filters)).toEqual({
        total_count: 10_001,
        global_count: 1,
        custom_count: 10_000,
        count_is_lower_bound: true,
      });
      expect((await registry.filter(filters, { page: 101, page_size: 100 })).results).toHaveLength(2);
      expect(await registry.page()).not.toHaveProperty('count_is_lower_bound');
      const beyond = { page: Number.MAX_SAFE_INTEGER, page_size: 100 };
      expect((await registry.filter(filters, beyond)).results).toEqual([]);
    });

    it('of 10,000 matches are exact', async () => {
      const own = Array.from({ length: 10_000 }, (_, index) => ownModel({ model_name: `m${index}` }));
      const registry = await listingOn(await open(), { own });
      const page = await registry.filter({ model_type: { value: ['chat'] } });
      expect(page.count).toBe(10_000);
      expect(page).not.toHaveProperty('count_is_lower_bound');
    });
  });

  describe('the public catalog', () => {
    it('is what ships, with shipped providers, wrapped or bare', async () => {
      const registry = await listingOn(await open(), {
        own: [
          ownModel({ model_name: 'openai/gpt', display_name: 'ours' }),
          ownModel({ model_name: 'acme/bot' }),
        ],
        shipped: [builtInModel({ model_name: 'openai/gpt', display_name: 'GPT', provider_id: 'openai' })],
        retired: [builtInModel({ model_name: 'openai/old' })],
        shippedProviders: ['openai'],
        ownProviders: ['openai'],
      });
      const { models } = await registry.publicModels();
      expect(models).toMatchObject([
        { display_name: 'GPT', provider: { provider_name: 'openai of c:test' } },
      ]);
      expect(await registry.publicModels(true)).toEqual(models);
    });

    it('is read again when there is a newer one', async () => {
      const database = await open();
      const registry = await listingOn(database, { shipped: [builtInModel({ model_name: 'a' })] });
      await registry.publicModels();
      const [layer] = await database.read('catalog_layer');
      await database.write('catalog_layer').insert({ ...layer, id: 'c:newer', sequence: 2, model_count: 0 });
      expect(await registry.publicModels(true)).toEqual([]);
    });
  });
});
