import type { Filters, SortBy } from '@llm-registry/api-types';
import { describe, expect, it } from 'vitest';
import { onEveryEngine, onlyOn } from '../../test/support/databases.js';
import { layersWith } from '../../test/support/layers.js';
import { listingOn } from '../../test/support/listings.js';
import { ownModel } from '../../test/support/model-rows.js';
import { searchesOn } from '../../test/support/query-plans.js';
import type { Database } from '../db/connect.js';
import { countStatement } from './count-sql.js';
import { listingLimits } from './limits.js';
import { listOf } from './list.js';
import { pageStatement } from './page-sql.js';
import { createPlanner } from './planning.js';
import type { Position } from './position.js';
import { openReading, stretchOf } from './reading.js';
import type { Binding } from './sql.js';

const layers = layersWith();

/** Nothing here is rendered. */
const providersOf = () => Promise.reject(new Error('Providers were asked for.'));

async function readingOf(database: Database, sortBy: SortBy, filters: Filters | undefined, hits: number) {
  const list = listOf(layers, sortBy, filters);
  const kept = { own: 3, shipped: 0, hidden: 0 };
  const limits = { ...listingLimits, hits: () => hits };
  const planOf = createPlanner(database, limits);
  return openReading({ database, limits, countsKept: async () => kept, planOf, providersOf }, list);
}

async function pageOf(
  database: Database,
  sortBy: SortBy,
  from: Position | null,
  filters: Filters | undefined,
  hits: number,
) {
  const reading = await readingOf(database, sortBy, filters, hits);
  const page = pageStatement(reading.arms, layers, stretchOf(reading, from), 51);
  if (page === null) throw new Error('There is nothing to read.');
  return page;
}

/** How the engine finds the rows of models that a page sorts and filters, as it explains itself. */
async function searches(
  database: Database,
  sortBy: SortBy,
  from: Position | null,
  filters?: Filters,
  hits = 0,
) {
  const { text, bindings } = await pageOf(database, sortBy, from, filters, hits);
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
        // Where nothing can be unknown, rows come in order and are read with what they answer.
        const found = { index: `model_by_${column}`, covered: sortBy !== 'display_name', scans: [] };
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

    it('is read in the same way when it is asked for again, as its plan is remembered', async () => {
      const database = await stocked();
      const limits = { ...listingLimits, hits: () => 10 };
      const planOf = createPlanner(database, limits);
      const countsKept = async () => ({ own: 203, shipped: 0, hidden: 0 });
      const asked = async () => {
        const list = listOf(layers, 'display_name', { input_cost: { operator: 'lt', value: [5] } });
        const reading = await openReading({ database, limits, countsKept, planOf, providersOf }, list);
        return pageStatement(reading.arms, layers, stretchOf(reading, null), 51);
      };
      expect(await asked()).toEqual(await asked());
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

onlyOn('sqlite', (open) => {
  async function explained(
    database: Database,
    text: string,
    bindings: readonly Binding[],
  ): Promise<string[]> {
    const plan: { detail: string }[] = await database.read.raw(`EXPLAIN QUERY PLAN ${text}`, [...bindings]);
    return plan.map(({ detail }) => detail);
  }

  /** The steps in which SQLite finds the models of a filtered page sorted by name. */
  async function steps(database: Database, word: string, hits: number): Promise<string[]> {
    const filters: Filters = { model_name: { operator: 'icontains', value: [word] } };
    const { text, bindings } = await pageOf(database, 'model_name', null, filters, hits);
    return explained(database, text, bindings);
  }

  const byText = 'SEARCH m USING INTEGER PRIMARY KEY (rowid=?)';
  const walked = expect.stringMatching(/^SEARCH m USING (COVERING )?INDEX \w+ \(layer=\?\)$/);

  async function named() {
    const database = await open();
    const own = ['acme/turbo', 'acme/turbo-2', 'acme/turbo-3', 'acme/rare', 'zq'];
    await listingOn(database, { own: own.map((model_name) => ownModel({ model_name })) });
    return database;
  }

  describe('a page of own and shipped models', () => {
    const sorts = ['model_name', '-model_name', 'input_cost', '-updated_at', 'provider_id'] as const;

    it.each(sorts)('sorted by %s is merged without sorting more than is read', async (sortBy) => {
      const database = await named();
      const { text, bindings } = await pageOf(database, sortBy, null, undefined, 10);
      const plan = await explained(database, text, bindings);
      expect(plan).toContain('MERGE (UNION ALL)');
      expect(plan).not.toContain('USE TEMP B-TREE FOR ORDER BY');
    });

    it('sorted by what is the same for all of either kind takes no more of each than the page has', async () => {
      const { text } = await pageOf(await named(), 'source', null, undefined, 10);
      expect(text.match(/ORDER BY name ASC LIMIT 51\) AS part/g)).toHaveLength(2);
    });
  });

  describe('a page of models with a piece of text in their name', () => {
    it('reads no model but those that the index of texts leads to, where they are few', async () => {
      const database = await named();
      for (const word of ['rare', 'no such', 'TURBO']) {
        const found = await steps(database, word, 10);
        expect(found).toContain(byText);
        expect(found).not.toContainEqual(walked);
      }
    });

    it('is walked in sort order where many have it', async () => {
      const found = await steps(await named(), 'turbo', 3);
      expect(found).toContainEqual(walked);
    });

    it('is walked in sort order for pieces that are too short for the index', async () => {
      expect(await steps(await named(), 'zq', 10)).toContainEqual(walked);
    });

    it('asks for hits of the index up to the limit and no further', async () => {
      const database = await named();
      const asked: { sql: string; bindings: unknown[] }[] = [];
      database.read.on('query', (query) => asked.push(query));
      await steps(database, 'turbo', 3);
      const probe = asked.find(({ sql }) => /model_text/.test(sql) && /count\(\*\)/.test(sql));
      expect(probe?.sql).toMatch(/LIMIT \?\) AS counted/);
      expect(probe?.bindings).toContain(3);
    });
  });

  describe('the count of a filter by a piece of text', () => {
    it('reads no model but those that the index of texts leads to, up to the limit of counts', async () => {
      const database = await named();
      const filters: Filters = { model_name: { operator: 'icontains', value: ['turbo'] } };
      const reading = await readingOf(database, 'model_name', filters, 3);
      const { text, bindings } = countStatement(reading.arms, stretchOf(reading, null), 10_001);
      const plan = await explained(database, text, bindings);
      expect(plan).toContain(byText);
      expect(plan).not.toContainEqual(walked);
      expect(bindings).toContain(10_001);
    });
  });
});

onlyOn('postgres', (open) => {
  const byText = expect.stringMatching(/^Bitmap Index Scan on model_text_by_piece /);
  const twoLookedUp = expect.stringMatching(/^Subquery Scan on m(_\d+)? \(.*loops=2\)$/);

  /** The steps that PostgreSQL took for a filtered page of two sorted by name. */
  async function steps(database: Database, word: string, hits: number, sortBy: SortBy = 'model_name') {
    const filters: Filters = { model_name: { operator: 'icontains', value: [word] } };
    const reading = await readingOf(database, sortBy, filters, hits);
    const page = pageStatement(reading.arms, layers, stretchOf(reading, null), 2);
    return database.write.transaction(async (tx) => {
      // A table so small would be read as a whole.
      await tx.raw('set local enable_seqscan = off');
      const { rows }: { rows: { 'QUERY PLAN': string }[] } = await tx.raw(
        `EXPLAIN (ANALYZE, COSTS OFF, TIMING OFF) ${page?.text}`,
        [...(page?.bindings ?? [])],
      );
      return rows.map((row) => row['QUERY PLAN'].replace(/^[ >-]+/, ''));
    });
  }

  async function named() {
    const database = await open();
    const own = ['acme/turbo', 'acme/turbo-2', 'acme/turbo-3', 'acme/turbo-4', 'acme/rare'];
    await listingOn(database, { own: own.map((model_name) => ownModel({ model_name })) });
    await database.write.raw('analyze model, model_text');
    return database;
  }

  describe('a page of models with a piece of text in their name', () => {
    it('is read by the index of texts, where few have it', async () => {
      const database = await named();
      for (const word of ['rare', 'no such', 'TURBO']) {
        expect(await steps(database, word, 10)).toContainEqual(byText);
      }
    });

    it('sorted by name reads as many of them as it takes, from either end', async () => {
      const database = await named();
      expect(await steps(database, 'turbo', 10)).toContainEqual(twoLookedUp);
      expect(await steps(database, 'turbo', 10, '-model_name')).toContainEqual(twoLookedUp);
    });

    it('is walked in sort order where many have it', async () => {
      const found = await steps(await named(), 'turbo', 3);
      // No shipped model has it.
      expect(
        found.filter((step) => step.startsWith('Bitmap Index Scan on model_text_by_piece')),
      ).toHaveLength(5);
    });

    it('is walked in sort order for pieces that are too short for the index', async () => {
      expect(await steps(await named(), 'tu', 10)).not.toContainEqual(byText);
    });
  });
});
