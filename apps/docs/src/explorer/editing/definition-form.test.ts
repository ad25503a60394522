import { describe, expect, it } from 'vitest';
import { readContract } from '../../contract.mjs';
import { definitionFields } from '../contract/fields.mjs';
import { readTexts, serverErrors, textsOf } from './definition-form.js';

const fields = definitionFields(readContract());

describe('the fields of the form', () => {
  it('are those of a stored definition, with the limits of a write', () => {
    const schema: { properties: object } = Reflect.get(readContract().components.schemas, 'ModelDefinition');
    expect(fields.map(({ name }) => name)).toEqual(Object.keys(schema.properties));
    const facts = Object.fromEntries(
      fields.map(({ name, kind, limits, choices }) => [name, { kind, limits, choices }]),
    );
    expect(facts['input_cost']).toEqual({
      kind: 'cost',
      limits: { minimum: 0, maximum: 1_000_000_000 },
      choices: [],
    });
    expect(facts['max_context_window']).toMatchObject({ kind: 'count', limits: { minimum: 1 } });
    expect(facts['display_name']).toMatchObject({ kind: 'text', limits: { minLength: 1, maxLength: 255 } });
    expect(facts['provider_id']).toMatchObject({ kind: 'text', limits: { pattern: expect.any(String) } });
    expect(facts['function_call']).toMatchObject({ kind: 'flag' });
    expect(facts['model_type']).toMatchObject({ kind: 'choice', choices: expect.arrayContaining(['chat']) });
    expect(facts['is_called_by_custom_name']).toMatchObject({ kind: 'boolean' });
    expect(facts['supported_params_override']).toMatchObject({ kind: 'object' });
  });
});

describe('a form', () => {
  const definition = {
    model_name: 'acme/bot',
    base_model_name: 'openai/gpt-4o-mini',
    input_cost: 1e-7,
    output_cost: 0,
    max_context_window: 128_000,
    function_call: 0,
    model_type: 'chat',
    is_called_by_custom_name: false,
    supported_params_override: { temperature: { type: 'number', min: 0 }, logit_bias: false },
  };

  it('that nobody touched reads back as the definition', () => {
    expect(readTexts(textsOf(definition, fields), fields)).toEqual({ definition, errors: null });
  });

  it('has no field for what is inherited: empty is neither 0 nor no', () => {
    expect(textsOf({ model_name: 'a' }, fields)['input_cost']).toBe('');
    expect(readTexts({ model_name: 'a', input_cost: '', function_call: '' }, fields).definition).toEqual({
      model_name: 'a',
    });
  });

  it.each([
    ['input_cost', '-1'],
    ['input_cost', '1e3'],
    ['input_cost', '1000000000.01'],
    ['input_cost', '0.12345678901234567890123'],
    ['max_context_window', '0'],
    ['max_context_window', '1.5'],
    ['max_context_window', '9007199254740993'],
    ['model_name', '/acme'],
    ['model_name', 'list'],
    ['provider_id', 'a b'],
    ['display_name', 'x'.repeat(256)],
    ['supported_params_override', '[1]'],
    ['supported_params_override', '{'],
  ])('says at %s that %s does not fit the contract', (name, text) => {
    const { definition: read, errors } = readTexts({ model_name: 'acme/bot', [name]: text }, fields);
    expect(read).toBeNull();
    expect(Object.keys(errors ?? {})).toEqual([name]);
  });

  it('counts characters beyond the basic plane as one', () => {
    expect(readTexts({ display_name: '🦙'.repeat(255) }, fields).errors).toBeNull();
  });
});

describe("the server's errors", () => {
  it('are shown at the fields that they point at', () => {
    const errors = [
      { pointer: '/body/input_cost', detail: 'must be >= 0' },
      { pointer: '/body/supported_params_override/a~1b', detail: 'must be boolean' },
      { pointer: '/body/supported_params_override', detail: 'must be null' },
      { pointer: '/headers/if-match', detail: 'is odd' },
    ];
    expect(serverErrors(errors, fields)).toEqual({
      at: { input_cost: 'must be >= 0', supported_params_override: 'a/b: must be boolean; must be null' },
      rest: ['/headers/if-match is odd'],
    });
  });
});
