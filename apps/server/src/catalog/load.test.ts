import { describe, expect, it } from 'vitest';
import { shippedModel, smallCatalog, standardModels } from '../../test/support/catalog.js';
import { onEveryEngine } from '../../test/support/databases.js';
import { modelsOf } from '../../test/support/models.js';

const mini = 'openai/gpt-4o-mini';

onEveryEngine((open) => {
  describe('a shipped catalog', () => {
    it('is answered in the shape of any model, with its provenance', async () => {
      const acme = (await modelsOf(await open())).as('acme');
      expect(await acme.get('gemini-2.5-pro')).toEqual({
        id: 'google/gemini-2.5-pro',
        model_name: 'google/gemini-2.5-pro',
        display_name: 'google/gemini-2.5-pro',
        base_model_name: null,
        aliases: ['gemini-2.5-pro'],
        upstream_model: 'gemini-2.5-pro',
        affiliation_category: 'built_in',
        is_called_by_custom_name: false,
        input_cost: 1.25,
        output_cost: 10,
        cache_hit_input_cost: null,
        cache_creation_input_cost: null,
        price_tiers: standardModels()[1]?.price_tiers,
        price_conditions: ['tiered'],
        max_context_window: 1_048_576,
        max_output_tokens: null,
        streaming_support: 1,
        function_call: null,
        image_support: null,
        source: 'hardcoded',
        model_type: 'chat',
        supported_params: {},
        throughput: null,
        provenance: { source: 'test', version: '1', as_of: '2026-11-01' },
        created_at: null,
        updated_at: null,
        provider: expect.objectContaining({ provider_id: 'google' }),
      });
    });

    it('that is there already costs no write', async () => {
      const database = await open();
      const { load } = await modelsOf(database);
      const written: string[] = [];
      database.write.on('query', ({ sql }: { sql: string }) => written.push(sql));
      expect(await load(smallCatalog())).toMatchObject({ loaded: false, newest: { sequence: 1 } });
      expect(written).toEqual([]);
    });

    it('that is older than the one in the database is left out', async () => {
      const { as, load } = await modelsOf(await open(), { catalog: smallCatalog(standardModels(), 5) });
      const older = smallCatalog([shippedModel('old/model')], 4);
      expect(await load(older)).toMatchObject({ loaded: false, newest: { sequence: 5 } });
      await expect(as('acme').get('old/model')).rejects.toMatchObject({ code: 'model_not_found' });
    });

    it('may return to the content of an earlier one', async () => {
      const { as, upgrade } = await modelsOf(await open());
      const acme = as('acme');
      await acme.post({ model_name: 'x', base_model_name: mini });
      await upgrade(smallCatalog([shippedModel(mini, { input_cost: 9 })], 2));
      await upgrade({ ...smallCatalog(), sequence: 3 });
      expect([(await acme.get(mini)).input_cost, (await acme.get('x')).input_cost]).toEqual([0.15, 0.15]);
    });

    it('that two servers load at once is loaded once', async () => {
      const database = await open();
      const { load } = await modelsOf(database);
      const next = smallCatalog(standardModels(), 2);
      const loads = await Promise.all([load(next), load(next), load(next)]);
      expect(loads.filter(({ loaded }) => loaded)).toHaveLength(1);
      expect(await database.read('model').where('layer', 'c:2:test-2').count({ count: '*' })).toEqual([
        { count: 3 },
      ]);
    });

    it('leaves the layers behind that somebody still reads, and no others', async () => {
      const database = await open();
      const { as, load } = await modelsOf(database);
      await as('acme').post({ model_name: 'x' });
      for (const sequence of [2, 3, 4]) await load(smallCatalog(standardModels(), sequence));
      const layers = await database.read('catalog_layer').orderBy('sequence').select('sequence');
      // 1 is where acme is until it is moved, 3 is where a reader may have been a moment ago.
      expect(layers.map(({ sequence }) => sequence)).toEqual([1, 3, 4]);
      const used = await database.read('model').distinct('layer').orderBy('layer');
      expect(used.map(({ layer }) => layer)).toEqual(['c:1:test-1', 'c:3:test-3', 'c:4:test-4', 'o:acme']);
      expect((await as('acme').get('gpt-4o-mini')).model_name).toBe(mini);
    });

    it('that fails half-way leaves nothing', async () => {
      const database = await open();
      const { as, load } = await modelsOf(database);
      const [first] = standardModels();
      const twice = smallCatalog(first ? [first, first] : [], 2);
      await expect(load(twice)).rejects.toThrow();
      expect(await database.read('catalog_layer').count({ count: '*' })).toEqual([{ count: 1 }]);
      expect((await as('acme').get(mini)).input_cost).toBe(0.15);
    });
  });
});
