import { describe, expect, it } from 'vitest';
import { fieldNames } from './fields.js';
import { parseSort } from './order.js';

describe('sort_by', () => {
  it('is a field, descending with a minus', () => {
    expect(parseSort('-input_cost')).toEqual({ by: 'input_cost', descending: true });
    expect(parseSort('provider.provider_id')).toEqual({ by: 'provider.provider_id', descending: false });
    expect(parseSort(undefined)).toEqual({ by: 'model_name', descending: false });
  });

  it.each(['price', '--input_cost', '', '__proto__', 'aliases'])(
    'lists the fields there are when it is %j',
    (sortBy) => {
      const fault = { pointer: '/query/sort_by', detail: expect.stringContaining(fieldNames.join(', ')) };
      expect(() => parseSort(sortBy)).toThrow(
        expect.objectContaining({ code: 'invalid_request', errors: [fault] }),
      );
    },
  );
});
