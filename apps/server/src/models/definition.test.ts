import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  assertBody,
  parseDefinition,
  patchedDefinition,
  providerPointer,
  replacementDefinition,
} from './definition.js';

const stored = {
  display_name: 'Support bot',
  base_model_name: 'openai/gpt-4o-mini',
  input_cost: 0.12,
  supported_params_override: { temperature: { max: 1 }, logit_bias: false },
};

function fault(run: () => unknown) {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a replacement', () => {
  it('keeps nothing of what was stored: absent and null fields are not set', () => {
    expect(replacementDefinition({ input_cost: 0.5, output_cost: null })).toEqual({ input_cost: 0.5 });
  });

  it('sets zeros and false, which are values', () => {
    expect(
      replacementDefinition({ input_cost: 0, function_call: 0, is_called_by_custom_name: false }),
    ).toEqual({ input_cost: 0, function_call: 0, is_called_by_custom_name: false });
  });

  it('takes the provider in either spelling', () => {
    expect(replacementDefinition({ custom_provider_id: 'acme' })).toEqual({ provider_id: 'acme' });
    expect(replacementDefinition({ provider_id: 'acme', custom_provider_id: 'acme' })).toEqual({
      provider_id: 'acme',
    });
  });

  it('stores -0 as 0 and 0.1 as 0.1', () => {
    const { input_cost, output_cost } = replacementDefinition({ input_cost: -0, output_cost: 0.1 });
    expect(Object.is(input_cost, 0)).toBe(true);
    expect(output_cost).toBe(0.1);
  });

  it('does not store the name, which is the identity', () => {
    expect(replacementDefinition({ model_name: 'acme/x' })).toEqual({});
  });

  it('drops parameters that are null from the override', () => {
    expect(replacementDefinition({ supported_params_override: { a: null, b: true } })).toEqual({
      supported_params_override: { b: true },
    });
  });
});

describe('a merge patch', () => {
  it('keeps what is absent, clears what is null, sets what has a value', () => {
    expect(patchedDefinition(stored, { display_name: null, output_cost: 2 })).toEqual({
      base_model_name: 'openai/gpt-4o-mini',
      input_cost: 0.12,
      output_cost: 2,
      supported_params_override: stored.supported_params_override,
    });
  });

  it('clears the provider in either spelling', () => {
    expect(patchedDefinition({ provider_id: 'acme' }, { custom_provider_id: null })).toEqual({});
    expect(patchedDefinition({ provider_id: 'acme' }, { provider_id: null })).toEqual({});
  });

  it('merges the override parameter by parameter: a value is replaced whole, null removes it', () => {
    const patch = { temperature: { min: 0 }, logit_bias: null, seed: true };
    expect(patchedDefinition(stored, { supported_params_override: patch }).supported_params_override).toEqual(
      { temperature: { min: 0 }, seed: true },
    );
  });

  it('keeps null inside a descriptor', () => {
    const patch = { supported_params_override: { stop: { default: null } } };
    expect(patchedDefinition({}, patch)).toEqual(patch);
  });

  it('clears the whole override with null', () => {
    expect(patchedDefinition(stored, { supported_params_override: null })).not.toHaveProperty(
      'supported_params_override',
    );
  });

  it('keeps parameters with the names of properties that every object has', () => {
    const override = JSON.parse('{"__proto__":true,"constructor":{"type":"string"}}');
    const patched = patchedDefinition({}, { supported_params_override: override });
    expect(JSON.stringify(patched)).toBe(
      '{"supported_params_override":{"__proto__":true,"constructor":{"type":"string"}}}',
    );
    expect(JSON.stringify(patchedDefinition(patched, { display_name: 'x' }))).toContain('"__proto__":true');
  });
});

describe('an override', () => {
  const params = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`p${index}`, true]));

  it('holds at most 100 parameters after the merge', () => {
    expect(replacementDefinition({ supported_params_override: params(100) })).toBeDefined();
    const full = { supported_params_override: params(100) };
    expect(fault(() => patchedDefinition(full, { supported_params_override: { one: true } }))).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/body/supported_params_override' }],
    });
    expect(patchedDefinition(full, { supported_params_override: { p1: null, one: true } })).toBeDefined();
  });

  it('is at most 64 KiB of JSON in UTF-8', () => {
    const sized = (bytes: number) => ({
      // {"a":"…"} is 8 bytes around the text, and é is two.
      supported_params_override: { a: 'é'.repeat((bytes - 8) / 2) },
    });
    // A text is no parameter value of the contract, but its size is easy to say.
    const replaced = (bytes: number) => replacementDefinition(JSON.parse(JSON.stringify(sized(bytes))));
    expect(replaced(64 * 1024)).toBeDefined();
    expect(fault(() => replaced(64 * 1024 + 2))).toMatchObject({ code: 'invalid_request' });
  });
});

describe('a body', () => {
  it('may carry the name only if it is the one in the path', () => {
    expect(fault(() => assertBody({ model_name: 'acme/x' }, 'acme/x'))).toBeUndefined();
    expect(fault(() => assertBody({ model_name: 'acme/X' }, 'acme/x'))).toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/body/model_name' }],
    });
  });

  it('cannot give two providers, null being another one than an id', () => {
    const wrong = { code: 'invalid_request', errors: [{ pointer: '/body/custom_provider_id' }] };
    expect(fault(() => assertBody({ provider_id: 'a', custom_provider_id: 'b' }, 'x'))).toMatchObject(wrong);
    expect(fault(() => assertBody({ provider_id: 'a', custom_provider_id: null }, 'x'))).toMatchObject(wrong);
  });

  it('is pointed at in the spelling that it uses', () => {
    expect(providerPointer({ custom_provider_id: 'a' })).toBe('/body/custom_provider_id');
    expect(providerPointer({ provider_id: 'a', custom_provider_id: 'a' })).toBe('/body/provider_id');
  });
});

describe('a stored definition', () => {
  it('comes back as it was written, costs to the last digit', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1e9, noNaN: true }), (cost) => {
        const definition = replacementDefinition({ input_cost: cost });
        expect(parseDefinition(JSON.stringify(definition)).input_cost).toBe(cost === 0 ? 0 : cost);
      }),
    );
  });

  it('is empty for a shipped model', () => {
    expect(parseDefinition(null)).toEqual({});
  });
});
