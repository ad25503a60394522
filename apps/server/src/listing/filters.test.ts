import type { Filters } from '@llm-registry/api-types';
import { describe, expect, it } from 'vitest';
import { RegistryError } from '../errors.js';
import { parseFilters } from './filters.js';

function faultsOf(filters: Filters) {
  try {
    parseFilters(filters);
  } catch (error) {
    if (error instanceof RegistryError && error.code === 'invalid_request') return error.errors ?? [];
    throw error;
  }
  return [];
}

const pointersOf = (filters: Filters) => faultsOf(filters).map(({ pointer }) => pointer);

describe('filters', () => {
  it('are echoed with operators filled in, enum values in lower case and times in UTC', () => {
    const { normalized } = parseFilters({
      model_type: { operator: 'in', value: ['Chat', 'EMBEDDING'] },
      model_name: { value: ['GPT'] },
      updated_at: { operator: 'gt', value: ['2026-11-23T10:00:00+01:00'] },
    });
    expect(normalized).toEqual({
      model_type: { operator: 'in', value: ['chat', 'embedding'] },
      model_name: { operator: '', value: ['GPT'] },
      updated_at: { operator: 'gt', value: ['2026-11-23T09:00:00.000Z'] },
    });
  });

  it('keep a time that is finer than stored ones as it was given', () => {
    const value = ['2026-11-23T10:00:00.0005+01:00'];
    expect(parseFilters({ created_at: { operator: 'lt', value } }).normalized['created_at']?.value).toEqual(
      value,
    );
  });

  it('are none when none are given', () => {
    expect(parseFilters(undefined)).toEqual({ conditions: [], normalized: {} });
  });

  it('of an unknown field are refused with the one that was meant and those there are', () => {
    const [fault] = faultsOf({ input_csot: { value: [1] } });
    expect(fault?.pointer).toBe('/body/filters/input_csot');
    expect(fault?.detail).toContain('did you mean "input_cost"?');
    expect(fault?.detail).toContain('model_name, id, display_name');
    expect(faultsOf({ nonsense: { value: [1] } })[0]?.detail).toMatch(
      /^is not a field that filters take\. They are model_name, id, /,
    );
  });

  it('name hostile fields by a pointer that means them', () => {
    const hostile = JSON.parse(
      '{"__proto__": {"value": [1]}, "a/b~c": {"value": [1]}, "constructor": {"value": [1]}}',
    );
    expect(pointersOf(hostile)).toEqual([
      '/body/filters/__proto__',
      '/body/filters/a~1b~0c',
      '/body/filters/constructor',
    ]);
  });

  it.each([
    ['input_cost', 'contains', '1'],
    ['max_context_window', 'startswith', '1'],
    ['updated_at', 'icontains', '2026'],
    ['streaming_support', 'gt', 0],
    ['is_called_by_custom_name', 'lte', true],
    ['image_support', 'iexact', '1'],
  ] as const)('of %s do not take the operator %s', (field, operator, value) => {
    expect(pointersOf({ [field]: { operator, value: [value] } })).toEqual([
      `/body/filters/${field}/operator`,
    ]);
  });

  it.each([
    ['model_name', '', 1],
    ['input_cost', '', '1'],
    ['input_cost', 'gt', true],
    ['max_context_window', 'lt', '8000'],
    ['streaming_support', '', 2],
    ['streaming_support', '', true],
    ['streaming_support', '', '1'],
    ['is_called_by_custom_name', '', 1],
    ['model_type', '', 1],
    ['updated_at', 'gt', 0],
    ['updated_at', 'gt', 'yesterday'],
    ['updated_at', 'gt', '2026-13-01T00:00:00Z'],
    ['updated_at', 'gt', '2026-02-30T00:00:00Z'],
    ['updated_at', 'gt', '2026-01-01T24:00:00Z'],
    ['updated_at', 'gt', '2026-01-01T00:00:00'],
    ['updated_at', 'gt', '2026-01-01'],
    ['model_name', 'isnull', 'true'],
    ['model_name', 'isnull', 1],
  ] as const)('of %s with operator "%s" do not take %j', (field, operator, value) => {
    expect(pointersOf({ [field]: { operator, value: [value] } })).toEqual([`/body/filters/${field}/value/0`]);
  });

  it('take one value, and "in" one to a hundred', () => {
    expect(pointersOf({ model_name: { value: ['a', 'b'] } })).toEqual(['/body/filters/model_name/value']);
    expect(pointersOf({ model_name: { operator: 'isnull', value: [true, true] } })).toEqual([
      '/body/filters/model_name/value',
    ]);
    expect(pointersOf({ model_name: { value: [] } })).toEqual(['/body/filters/model_name/value']);
    const many = (count: number): Filters => ({
      input_cost: { operator: 'in', value: Array(count).fill(1) },
    });
    expect(pointersOf(many(100))).toEqual([]);
    expect(pointersOf(many(101))).toEqual(['/body/filters/input_cost/value']);
    expect(pointersOf(many(0))).toEqual(['/body/filters/input_cost/value']);
  });

  it('report every fault at once', () => {
    const filters: Filters = {
      nonsense: { value: [1] },
      input_cost: { operator: 'in', value: [1, 'two', 3, 'four'] },
      image_support: { operator: 'gt', value: [1] },
    };
    expect(pointersOf(filters)).toEqual([
      '/body/filters/nonsense',
      '/body/filters/input_cost/value/1',
      '/body/filters/input_cost/value/3',
      '/body/filters/image_support/operator',
    ]);
  });
});
