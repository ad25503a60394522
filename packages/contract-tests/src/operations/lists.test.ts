import type { Model } from '@llm-registry/client';
import { describe, expect, test } from 'vitest';
import { openWorkspace, removeAfterTest, uniqueName } from '../target/workspace.js';

const { editor, viewer } = await openWorkspace();

/** Own models with these costs, under a prefix that nobody else uses. */
async function withCosts(...costs: (number | null)[]): Promise<{ prefix: string; names: string[] }> {
  const prefix = uniqueName('list');
  const names = costs.map((_, index) => `${prefix}/${index}`);
  removeAfterTest(editor, ...names);
  for (const [index, input_cost] of costs.entries()) {
    await editor.registry.upsertModel({ model_name: names[index] ?? '', input_cost });
  }
  return { prefix, names };
}

const startingWith = (prefix: string) => ({
  model_name: { operator: 'startswith' as const, value: [prefix] },
});

const namesOf = (models: readonly Model[]) => models.map(({ model_name }) => model_name);

describe('listModels', () => {
  test('200 with a bare array, Link to the next page and the number of all', async () => {
    const first = await viewer.registry.withResponse.listModels({ page_size: 2 });
    const next = /<([^>]+)>; rel="next"/.exec(first.headers.get('link') ?? '')?.[1] ?? '';
    const { pathname, search } = new URL(next);
    const second = await viewer.send({ path: pathname.slice(pathname.indexOf('/api/')) + search });
    // The operation answers an array of models.
    const names = [...namesOf(first.data), ...namesOf(second.json as Model[])];
    expect(names).toEqual([...names].sort());
    expect(new Set(names).size).toBe(4);
    expect(Number(first.headers.get('x-total-count'))).toBeGreaterThan(4);
  });

  test('200 with everything at once, as many as are counted, and then an empty page', async () => {
    const all = await viewer.registry.withResponse.listModels({ all: true });
    const { summary } = await viewer.registry.getModelsSummary();
    expect([all.data.length, Number(all.headers.get('x-total-count'))]).toEqual([
      summary.total_count,
      summary.total_count,
    ]);
    expect(await viewer.registry.listModels({ all: true, page: 2 })).toEqual([]);
  });
});

describe('listModelsPage', () => {
  test('200 with a page whose links lead forth and back', async () => {
    const first = await viewer.registry.listModelsPage({ page_size: 3, sort_by: '-max_context_window' });
    const follow = async (link: string | null) => {
      const { pathname, search } = new URL(link ?? '');
      const answer = await viewer.send({ path: pathname.slice(pathname.indexOf('/api/')) + search });
      return answer.json as typeof first;
    };
    const second = await follow(first.next);
    const back = await follow(second.previous);
    expect(first.previous).toBeNull();
    expect(namesOf(back.results)).toEqual(namesOf(first.results));
    expect(second.count).toBe(first.count);
  });

  test('200 with an empty page beyond the end', async () => {
    const page = await viewer.registry.listModelsPage({ page: 1_000_000, page_size: 100 });
    expect(page).toMatchObject({ results: [], next: null });
  });

  test('400 for a cursor with another sort', async () => {
    const { next } = await viewer.registry.listModelsPage({ page_size: 1 });
    const cursor = new URL(next ?? '').searchParams.get('cursor') ?? '';
    const call = viewer.registry.listModelsPage({ page_size: 1, cursor, sort_by: '-input_cost' });
    await expect(call).rejects.toMatchObject({ status: 400, code: 'invalid_cursor' });
  });

  test('503 for a revision that is far ahead', async () => {
    const call = viewer.registry.listModelsPage({}, { minRevision: 9_007_199_254_740_991 });
    await expect(call).rejects.toMatchObject({ code: 'revision_not_reached' });
  });
});

describe('filterModels', () => {
  test('200 with what matches, unknown last, ties by name', async () => {
    const { prefix, names } = await withCosts(2, null, 1, 0, 1);
    const [two, unknown, one, zero, another] = names;
    const filters = startingWith(prefix);
    const up = await viewer.registry.filterModels({ filters, sort_by: 'input_cost' });
    expect(namesOf(up.results)).toEqual([zero, one, another, two, unknown]);
    const down = await viewer.registry.filterModels({ filters, sort_by: '-input_cost' });
    expect(namesOf(down.results)).toEqual([two, another, one, zero, unknown]);
    expect(up).toMatchObject({ count: 5, current_filters: filters });
  });

  test('200: zero is not unknown, and unknown is not zero', async () => {
    const { prefix, names } = await withCosts(0, null);
    const free = { ...startingWith(prefix), input_cost: { operator: '' as const, value: [0] } };
    const unknown = { ...startingWith(prefix), input_cost: { operator: 'isnull' as const, value: [true] } };
    expect(namesOf((await viewer.registry.filterModels({ filters: free })).results)).toEqual([names[0]]);
    expect(namesOf((await viewer.registry.filterModels({ filters: unknown })).results)).toEqual([names[1]]);
  });

  test('200 to the next page, which is the same body POSTed to next', async () => {
    const { prefix, names } = await withCosts(1, 2, 3);
    const body = { filters: startingWith(prefix) };
    const first = await viewer.registry.filterModels({ ...body, page_size: 2 });
    const { pathname, search } = new URL(first.next ?? '');
    const path = pathname.slice(pathname.indexOf('/api/')) + search;
    const second = await viewer.send({ method: 'POST', path, body });
    expect(second.json).toMatchObject({ results: [{ model_name: names[2] }], next: null });
    const other = await viewer.send({ method: 'POST', path, body: {} });
    expect(other.json).toMatchObject({ status: 400, code: 'invalid_cursor' });
  });

  test.each([
    [{ price: { value: [1] } }, '/body/filters/price'],
    [{ input_cost: { operator: 'contains', value: [1] } }, '/body/filters/input_cost/operator'],
    [{ input_cost: { operator: 'near', value: [1] } }, '/body/filters/input_cost/operator'],
    [{ input_cost: { value: ['1'] } }, '/body/filters/input_cost/value'],
    [{ input_cost: { value: [1, 2] } }, '/body/filters/input_cost/value'],
    [{ input_cost: { value: [] } }, '/body/filters/input_cost/value'],
    [{ input_cost: { operator: 'isnull', value: [1] } }, '/body/filters/input_cost/value'],
    [{ model_name: { operator: 'lt', value: [true] } }, '/body/filters/model_name/value'],
    [{ input_cost: 1 }, '/body/filters/input_cost'],
    [{ 'a/b~c': { value: [1] } }, '/body/filters/a~1b~0c'],
  ])('400 for %j, with a pointer', async (filters, pointer) => {
    const answer = await viewer.send({ method: 'POST', path: '/api/models/list', body: { filters } });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.json)).toContain(`"pointer":"${pointer}`);
  });
});

describe('getModelsSummary and filterModelsSummary', () => {
  test('200 with counts that add up', async () => {
    const { summary } = await viewer.registry.getModelsSummary();
    expect(summary.total_count).toBe(summary.global_count + summary.custom_count);
    expect(summary.global_count).toBeGreaterThan(100);
  });

  test('200 after filters', async () => {
    const { prefix } = await withCosts(1, 2);
    const { summary } = await viewer.registry.filterModelsSummary({ filters: startingWith(prefix) });
    expect(summary).toEqual({ total_count: 2, global_count: 0, custom_count: 2 });
  });
});

describe('eachModel of the client', () => {
  test('walks all pages', async () => {
    const { prefix, names } = await withCosts(1, 2, 3, 4, 5);
    const walked: string[] = [];
    const filters = startingWith(prefix);
    for await (const { model_name } of viewer.registry.eachModel({ filters, page_size: 2 }))
      walked.push(model_name);
    expect(walked).toEqual(names);
  });
});
