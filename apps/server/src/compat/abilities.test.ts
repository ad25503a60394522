import { expect, it } from 'vitest';
import { callsTools, reasons, takes, told } from './abilities.js';
import { own } from './models.fixture.js';

it('a flag is told where it is known', () => {
  expect([told(1), told(0), told(null)]).toEqual([true, false, undefined]);
});

it('a parameter is taken, not taken or unknown', () => {
  const supported_params = { seed: true, top_k: false, top_p: { type: 'number', max: 1 } };
  const model = own({ model_name: 'm', supported_params });
  expect(['seed', 'top_p', 'top_k', 'stop', 'constructor'].map((name) => takes(model, name))).toEqual([
    true,
    true,
    false,
    undefined,
    undefined,
  ]);
});

it('tools are told by the flag before the parameter', () => {
  const supported_params = { tools: true };
  expect(callsTools(own({ model_name: 'm', supported_params }))).toBe(true);
  expect(callsTools(own({ model_name: 'm', supported_params, function_call: 0 }))).toBe(false);
});

it('a model reasons that takes an effort', () => {
  expect(reasons(own({ model_name: 'm', supported_params: { reasoning_effort: true } }))).toBe(true);
  expect(reasons(own({ model_name: 'm' }))).toBeUndefined();
});
