import type { Model } from '@llm-registry/client';
import { describe, expect, it } from 'vitest';
import { changedFields, compareFields } from './differences.js';

// Only what is compared; a whole model has more.
const model = (facts: Partial<Model>) => facts as Model;

describe('compareFields', () => {
  it('marks what differs, unknown and zero too', () => {
    const models = [
      model({ input_cost: 0, output_cost: 1, model_type: 'chat' }),
      model({ input_cost: null, output_cost: 1, model_type: 'chat' }),
    ];
    const fields = compareFields(models, ['input_cost', 'output_cost', 'model_type']);
    expect(fields.filter(({ differs }) => differs).map(({ name }) => name)).toEqual(['input_cost']);
    expect(fields[0]?.values).toEqual([0, null]);
  });

  it('takes objects for the same whatever the order of their keys', () => {
    const [same] = compareFields(
      [
        model({ supported_params: { tools: true, stream: false } }),
        model({ supported_params: { stream: false, tools: true } }),
      ],
      ['supported_params'],
    );
    expect(same?.differs).toBe(false);
  });

  it('sees the order of a list', () => {
    const [list] = compareFields(
      [model({ aliases: ['a', 'b'] }), model({ aliases: ['b', 'a'] })],
      ['aliases'],
    );
    expect(list?.differs).toBe(true);
  });
});

describe('changedFields', () => {
  it('tells what was set, changed and taken away, and nothing else', () => {
    const before = { model_name: 'a', input_cost: 1, output_cost: 2, display_name: 'A' };
    const after = { model_name: 'a', input_cost: 1.5, display_name: 'A', upstream_model: 'b' };
    expect(changedFields(before, after)).toEqual([
      { name: 'input_cost', before: 1, after: 1.5 },
      { name: 'output_cost', before: 2, after: undefined },
      { name: 'upstream_model', before: undefined, after: 'b' },
    ]);
  });
});
