import { describe, expect, it } from 'vitest';
import { loadContract } from './document.js';
import { invalidRequest, type ValidatorFault } from './faults.js';
import { createRouter } from './routes.js';

const contract = loadContract();
const put = createRouter(contract)('PUT', '/api/models/a');

function errorsOf(...faults: ValidatorFault[]) {
  return invalidRequest(contract, put.kind === 'operation' ? put.operation : undefined, faults).errors;
}

const unknown = (path: string): ValidatorFault => ({
  path,
  message: 'must NOT have additional properties',
  errorCode: 'additionalProperties.openapi.validation',
});

describe('faults of a request', () => {
  it('suggest the field that was meant', () => {
    expect(errorsOf(unknown('/body/input_csot'))).toEqual([
      { pointer: '/body/input_csot', detail: 'is not a field of this request; did you mean "input_cost"?' },
    ]);
  });

  it('suggest nothing where nothing is close', () => {
    expect(errorsOf(unknown('/body/zzzzzzzz'))).toEqual([
      { pointer: '/body/zzzzzzzz', detail: 'is not a field of this request' },
    ]);
  });

  it('say that a field of the answer is read-only', () => {
    expect(errorsOf(unknown('/body/supported_params'))?.[0]?.detail).toContain('read-only');
  });

  it('escape a name in its pointer (RFC 6901)', () => {
    expect(errorsOf(unknown('/body/a/b~'))?.[0]?.pointer).toBe('/body/a~1b~0');
    expect(errorsOf(unknown('/body/filters//~'))?.[0]?.pointer).toBe('/body/filters//~0');
  });

  it('come once for each pointer, without what a choice says of itself', () => {
    const at = (message: string): ValidatorFault => ({ path: '/body/provider_id', message });
    expect(
      errorsOf(at('must be string'), at('must be null'), at('must match exactly one schema in oneOf')),
    ).toEqual([{ pointer: '/body/provider_id', detail: 'must be string or must be null' }]);
  });

  it('write null and alternatives out', () => {
    expect(errorsOf({ path: '/body/input_cost', message: 'must be number,null' })?.[0]?.detail).toBe(
      'must be number or null',
    );
    const flag = 'must be equal to one of the allowed values: 1, 0, ';
    expect(errorsOf({ path: '/body/function_call', message: flag })?.[0]?.detail).toMatch(/1, 0, null$/);
  });

  it('name path parameters as such', () => {
    expect(errorsOf({ path: '/params/model_name', message: 'must match pattern' })?.[0]?.pointer).toBe(
      '/path/model_name',
    );
  });

  it('say the rules of names in words', () => {
    const pattern = contract.components.schemas['ModelName']?.pattern;
    const [error] = errorsOf({ path: '/body/model_name', message: `must match pattern "${pattern}"` }) ?? [];
    expect(error?.detail).toContain('no space or slash at either end');
    expect(error?.detail).not.toContain('^');
  });
});
