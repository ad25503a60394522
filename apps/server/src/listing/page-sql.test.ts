import type { Filters, SortBy } from '@llm-registry/api-types';
import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { layersWith } from '../../test/support/layers.js';
import { listingOn } from '../../test/support/listings.js';
import { ownModel } from '../../test/support/model-rows.js';
import { searchesOn } from '../../test/support/query-plans.js';
import type { Database } from '../db/connect.js';
import { listingLimits } from './limits.js';
import { listOf } from './list.js';
import { pageStatement } from './page-sql.js';
import type { Position } from './position.js';
import { openReading, stretchOf } from './reading.js';

const layers = layersWith();

/** How the engine finds the rows of models that a page sorts and filters, as it explains itself. */
async function searches(
  database: Database,
  sortBy: SortBy,
  from: Position | null,
  filters?: Filters,
  hits = 0,
) {
  const list = listOf(layers, sortBy, filters);
  const kept = { own: 3, shipped: 0, hidden: 0 };
  const reading = await openReading(database, list, { ...listingLimits, hits: () => hits }, async () => kept);
  const statement = pageStatement(reading.arms, layers, stretchOf(reading, from), 51);
  const { text = '', bindings = [] } = statement?.statement ?? {};
  return searchesOn[database.dialect.name](database, text, bindings);
}

onEveryEngine((open) => {
  async function stocked() {
    const database = await open();
    await listingOn(database, {
      own: [
        ...['a', 'b', 'c'].map((name) => ownModel({ model_name: name, input_cost: 1 })),
        ...Array.from({ length: 200 }, (_, at) => ownModel({ model_name: `dear/${at}`, input_cost: 100 })),
      ],
    });
    return database;
  }

  describe('a page', () => {
    it.each([
      ['display_name', 'a'],
      ['input_cost', '0000000001.000000000000'],
      ['-output_cost', '0000000001.000000000000'],
      ['max_context_window', 5],
      ['-updated_at', '2026-01-01T00:00:00.000Z'],
      ['provider_id', 'openai'],
    ] as const)(
      'sorted by %s is read from where it begins in the index of that field',
      async (sortBy, key) => {
        const database = await stocked();
        const column = sortBy.replace('-', '');
        const found = { index: `model_by_${column}`, covered: true, scans: [] };
        expect(await searches(database, sortBy, null)).toMatchObject(found);
        const deep = await searches(database, sortBy, { key, name: 'b' });
        expect(deep).toMatchObject(found);
        const beyond = sortBy.startsWith('-') ? '<' : '>';
        expect(deep.by).toContain(`(${column},name)${beyond}(?,?)`);
      },
    );

    it('of one provider is read by name from the index of providers, at any depth', async () => {
      const database = await stocked();
      const filters: Filters = { provider_id: { value: ['openai'] } };
      expect(await searches(database, 'model_name', { key: '', name: 'a' }, filters)).toMatchObject({
        index: 'model_by_provider_id',
        by: ['layer=?', 'name>?', 'provider_id=?'],
      });
    });

    it('sorted and filtered by one field keeps to the range in its index', async () => {
      const database = await stocked();
      const filters: Filters = { input_cost: { operator: 'lt', value: [5] } };
      expect(await searches(database, 'input_cost', null, filters)).toMatchObject({
        index: 'model_by_input_cost',
        by: ['input_cost<?', 'input_cost>?', 'layer=?'],
      });
    });

    it('deep in a range begins at its place and ends with the range', async () => {
      const database = await stocked();
      const deep = { key: '0000000001.000000000000', name: 'b' };
      const below: Filters = { input_cost: { operator: 'lt', value: [5] } };
      const above: Filters = { input_cost: { operator: 'gt', value: [0] } };
      const rising = ['(input_cost,name)>(?,?)', 'input_cost<?', 'layer=?'];
      expect((await searches(database, 'input_cost', deep, below)).by).toEqual(rising);
      expect((await searches(database, 'input_cost', deep, above)).by).toContain('(input_cost,name)>(?,?)');
      const falling = ['(input_cost,name)<(?,?)', 'input_cost>?', 'layer=?'];
      expect((await searches(database, '-input_cost', deep, above)).by).toEqual(falling);
    });

    it('that few match is read from the index of the filter, one that many match in sort order', async () => {
      const database = await stocked();
      const filters: Filters = { input_cost: { operator: 'lt', value: [5] } };
      const few = await searches(database, 'display_name', null, filters, 10);
      expect(few.index).toBe('model_by_input_cost');
      const many = await searches(database, 'display_name', null, filters, 2);
      expect(many.index).toBe('model_by_display_name');
    });
  });
});
