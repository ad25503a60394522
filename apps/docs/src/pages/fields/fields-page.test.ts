import { describe, expect, it } from 'vitest';
import { readContract } from '../../contract.mjs';
import { fieldsPage } from './fields-page.mjs';
import { limitsOf, typeOf, unitOf } from './schema-facts.mjs';

const contract = readContract();
const { text } = fieldsPage(contract);
const section = (field: string) => text.split(`{#${field}}\n`)[1]?.split('\n### ')[0] ?? '';

describe('the page of fields', () => {
  it('says of a price its unit, its limits, and that unknown is not free', () => {
    expect(section('input_cost')).toContain('`number` or `null` · USD per 1M tokens · 0 to 1,000,000,000');
    expect(section('input_cost')).toContain('**Inherited:** from the base');
    expect(section('input_cost')).toContain('**`null` means:** unknown');
  });

  it('says what is answered where nobody says anything', () => {
    expect(section('model_type')).toContain('**Else:** `"chat"`');
    expect(section('display_name')).toContain('**Else:** its name');
    expect(section('display_name')).toContain('**Inherited:** no');
  });

  it('says what null means where that is not unknown', () => {
    expect(section('base_model_name')).toContain('**`null` means:** for a root');
    expect(section('created_at')).toContain('**`null` means:** for shipped models');
  });

  it('says under which name a field is written where that is another', () => {
    expect(section('provider')).toContain('as `provider_id`');
    expect(section('aliases')).toContain('**Set on a model of your own:** no');
  });
});

describe('a schema in words', () => {
  it('is of a type, with null where that is allowed', () => {
    expect(typeOf(contract, { oneOf: [{ type: 'string' }, { type: 'null' }] })).toBe('`string` or `null`');
    expect(typeOf(contract, { type: 'array', items: { type: 'string' } })).toBe('`array of string`');
    expect(typeOf(contract, { enum: ['a', 1] })).toBe('`"a"`, `1`');
  });

  it('has the unit and the limits that it is given', () => {
    expect(unitOf(contract, { $ref: '#/components/schemas/TokenWindow' })).toBe('tokens');
    expect(unitOf(contract, { type: 'string' })).toBe('');
    expect(limitsOf(contract, { minLength: 1, maxLength: 255 })).toBe('1 to 255 characters');
    expect(limitsOf(contract, {})).toBe('');
  });
});
