import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { listingOn, queryOf } from '../../test/support/listings.js';
import { builtInModel, ownModel } from '../../test/support/model-rows.js';

const names = (models: readonly { model_name: string }[]) => models.map((model) => model.model_name);
const numbered = (count: number) =>
  Array.from({ length: count }, (_, index) =>
    ownModel({ model_name: `acme/${String(index).padStart(3, '0')}` }),
  );

onEveryEngine((open) => {
  describe('a list', () => {
    it('holds own and shipped models by name, each with its provider', async () => {
      const registry = await listingOn(await open(), {
        own: [ownModel({ model_name: 'acme/bot', provider_id: 'openai' }), ownModel({ model_name: 'zeta' })],
        shipped: [builtInModel({ model_name: 'openai/gpt', provider_id: 'openai' })],
        shippedProviders: ['openai'],
      });
      const { results } = await registry.page();
      expect(names(results)).toEqual(['acme/bot', 'openai/gpt', 'zeta']);
      expect(results.map((model) => model.provider?.provider_name ?? null)).toEqual([
        'openai of c:test',
        'openai of c:test',
        null,
      ]);
    });

    it("shows the organization's own provider in shipped models too", async () => {
      const registry = await listingOn(await open(), {
        shipped: [builtInModel({ model_name: 'openai/gpt', provider_id: 'openai' })],
        shippedProviders: ['openai'],
        ownProviders: ['openai'],
      });
      const { results } = await registry.page();
      expect(results[0]?.provider?.provider_name).toBe('openai of o:acme');
    });

    it('holds the shadow in place of the shipped model, and nothing that left the catalog', async () => {
      const registry = await listingOn(await open(), {
        own: [ownModel({ model_name: 'openai/gpt', display_name: 'ours' })],
        shipped: [builtInModel({ model_name: 'openai/gpt' }), builtInModel({ model_name: 'openai/other' })],
        retired: [builtInModel({ model_name: 'openai/old' })],
      });
      const { results, count } = await registry.page();
      expect(results.map((model) => model.display_name)).toEqual(['ours', 'openai/other']);
      expect(count).toBe(2);
    });

    it('keeps a shipped model hidden when its shadow does not match', async () => {
      const registry = await listingOn(await open(), {
        own: [ownModel({ model_name: 'openai/gpt', input_cost: 9 })],
        shipped: [builtInModel({ model_name: 'openai/gpt', input_cost: 1 })],
      });
      const page = await registry.filter({ input_cost: { operator: 'lt', value: [5] } });
      expect(page).toMatchObject({ results: [], count: 0 });
    });

    it('is an empty page object when there is nothing', async () => {
      const registry = await listingOn(await open(), {});
      expect(await registry.page()).toEqual({
        count: 0,
        next: null,
        previous: null,
        results: [],
        current_filters: {},
      });
      expect((await registry.page({ all: true })).results).toEqual([]);
    });

    it('puts unknown values last by name, whichever way it is sorted', async () => {
      const registry = await listingOn(await open(), {
        own: [
          ownModel({ model_name: 'b' }),
          ownModel({ model_name: 'a' }),
          ownModel({ model_name: 'free', input_cost: 0 }),
          ownModel({ model_name: 'dear', input_cost: 620.57 }),
          ownModel({ model_name: 'fair', input_cost: 10 }),
        ],
      });
      expect(names((await registry.page({ sort_by: 'input_cost' })).results)).toEqual([
        'free',
        'fair',
        'dear',
        'a',
        'b',
      ]);
      expect(names((await registry.page({ sort_by: '-input_cost' })).results)).toEqual([
        'dear',
        'fair',
        'free',
        'a',
        'b',
      ]);
    });

    it('breaks ties by name in the direction of the sort', async () => {
      const own = ['b', 'c', 'a'].map((name) => ownModel({ model_name: name, max_context_window: 5 }));
      const registry = await listingOn(await open(), { own });
      expect(names((await registry.page({ sort_by: 'max_context_window' })).results)).toEqual([
        'a',
        'b',
        'c',
      ]);
      expect(names((await registry.page({ sort_by: '-max_context_window' })).results)).toEqual([
        'c',
        'b',
        'a',
      ]);
    });

    it('stays by name, ascending, where a filter leaves only unknown values of the sorted field', async () => {
      const registry = await listingOn(await open(), {
        own: ['b', 'a'].map((name) => ownModel({ model_name: name })),
      });
      const filters = { input_cost: { operator: 'isnull' as const, value: [true] } };
      expect(names((await registry.filter(filters, { sort_by: '-input_cost' })).results)).toEqual(['a', 'b']);
    });

    it('sorts by code point, beyond the basic plane too', async () => {
      const registry = await listingOn(await open(), {
        own: ['\u{1f600}', '\uff5e', 'Z', 'a', 'é'].map((name) => ownModel({ model_name: name })),
      });
      expect(names((await registry.page()).results)).toEqual(['Z', 'a', 'é', '\uff5e', '\u{1f600}']);
    });

    it('sorts by what a layer is, across both layers', async () => {
      const registry = await listingOn(await open(), {
        own: [ownModel({ model_name: 'a' })],
        shipped: [builtInModel({ model_name: 'b' })],
      });
      expect(names((await registry.page({ sort_by: 'affiliation_category' })).results)).toEqual(['b', 'a']);
      expect(names((await registry.page({ sort_by: 'source' })).results)).toEqual(['a', 'b']);
    });
  });

  describe('pages', () => {
    it('link to each other with absolute URLs that keep sort and size', async () => {
      const registry = await listingOn(await open(), { own: numbered(5) });
      const first = await registry.page({ page_size: 2, sort_by: '-model_name' });
      expect(first.previous).toBeNull();
      expect(first.next).toMatch(
        /^https:\/\/registry\.example\/api\/models\/list\?page=2&page_size=2&sort_by=-model_name&cursor=[\w-]+$/,
      );
      const second = await registry.page(queryOf(first.next ?? ''));
      expect(names(second.results)).toEqual(['acme/002', 'acme/001']);
      expect(queryOf(second.previous ?? '').page).toBe(1);
      expect(names((await registry.page(queryOf(second.previous ?? ''))).results)).toEqual([
        'acme/004',
        'acme/003',
      ]);
    });

    it('are named in the Link header of the bare array, with the count beside', async () => {
      const registry = await listingOn(await open(), { own: numbered(3) });
      const { headers } = await registry.array({ page: 2, page_size: 1 });
      expect(headers['X-Total-Count']).toBe('3');
      expect(headers['Link']).toMatch(
        /^<https:\/\/registry\.example\/api\/models\?page=3&[^>]+>; rel="next", <[^>]+page=1&[^>]+>; rel="prev"$/,
      );
      const { headers: alone } = await registry.array();
      expect(alone).toEqual({ 'X-Total-Count': '3' });
    });

    it('beyond the end are empty and lead back to the last one', async () => {
      const registry = await listingOn(await open(), { own: numbered(5) });
      const page = await registry.page({ page: 1e15, page_size: 2 });
      expect(page).toMatchObject({ count: 5, results: [], next: null });
      expect(queryOf(page.previous ?? '').page).toBe(3);
    });

    it('go on where they ended when rows come and go in between', async () => {
      const database = await open();
      const registry = await listingOn(database, { own: numbered(4) });
      const first = await registry.page({ page_size: 2 });
      await database.write('model').whereIn('name', ['acme/000', 'acme/001']).delete();
      expect(names((await registry.page(queryOf(first.next ?? ''))).results)).toEqual([
        'acme/002',
        'acme/003',
      ]);
    });

    it('of a filtered list keep to the filters', async () => {
      const registry = await listingOn(await open(), { own: numbered(30) });
      const filters = { model_name: { operator: 'endswith' as const, value: ['5'] } };
      const first = await registry.filter(filters, { page_size: 2 });
      expect(names(first.results)).toEqual(['acme/005', 'acme/015']);
      const second = await registry.filter(filters, queryOf(first.next ?? ''));
      expect(second).toMatchObject({ count: 3, next: null });
      expect(names(second.results)).toEqual(['acme/025']);
    });
  });

  describe('everything at once', () => {
    it('is a page object with the count and all models', async () => {
      const registry = await listingOn(await open(), {
        own: numbered(450),
        shipped: [builtInModel({ model_name: 'a' })],
      });
      const whole = await registry.page({ all: true, page_size: 3 });
      expect(whole).toMatchObject({ count: 451, next: null, previous: null, current_filters: {} });
      expect(names(whole.results)).toEqual(['a', ...names(numbered(450))]);
    });

    it('is empty above page 1', async () => {
      const registry = await listingOn(await open(), { own: numbered(2) });
      expect(await registry.page({ all: true, page: 2 })).toMatchObject({ count: 2, results: [] });
      expect(await registry.array({ all: true, page: 2 })).toEqual({
        models: [],
        headers: { 'X-Total-Count': '2' },
      });
    });

    it('names no model twice when its key rises while it is read', async () => {
      const database = await open();
      const own = numbered(300).map((model, index) => ({ ...model, input_cost: index }));
      const registry = await listingOn(database, { own });
      const { batches } = await registry.service.all(registry.layers, { page: 1, sortBy: 'input_cost' });
      const seen: string[] = [];
      for await (const batch of batches) {
        seen.push(...names(batch.map((text) => JSON.parse(text))));
        await database
          .write('model')
          .where('name', 'acme/000')
          .update({ input_cost: '0000009999.000000000000' });
      }
      expect(seen).toHaveLength(300);
      expect(new Set(seen).size).toBe(300);
    });

    it('is read as it is taken', async () => {
      const database = await open();
      const registry = await listingOn(database, { own: numbered(500) });
      const { batches } = await registry.service.all(registry.layers, { page: 1, sortBy: 'model_name' });
      let statements = 0;
      database.read.on('query', () => statements++);
      for await (const batch of batches) {
        expect(batch).toHaveLength(200);
        break;
      }
      expect(statements).toBe(0);
    });
  });
});
