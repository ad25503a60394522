import type { Model } from '@llm-registry/client';
import { describe, expect, it } from 'vitest';
import { COLUMNS } from './columns.js';

const column = (id: string) => COLUMNS.find((one) => one.id === id);
// Only what the columns show; a whole model has more.
const model = (facts: Partial<Model>) => facts as Model;

describe('a price', () => {
  it.each([
    [null, 'unknown', undefined],
    [0, 'free', '0'],
    [0.0000001, '$0.0000001', '0.0000001'],
    [2.5, '$2.50', '2.5'],
    [1234, '$1,234.00', '1234'],
  ])('of %s is shown as %s', (input_cost, text, value) => {
    expect(column('input_cost')?.text(model({ input_cost }))).toBe(text);
    expect(column('input_cost')?.value(model({ input_cost }))).toBe(value);
  });
});
