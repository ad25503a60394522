import { describe, expect, it } from 'vitest';
import { createStatementNames } from './statement-names.js';

describe('the name of a statement', () => {
  it('is given from the second time on, and stays', () => {
    const { nameOf } = createStatementNames();
    expect(nameOf('select 1')).toBeUndefined();
    const name = nameOf('select 1');
    expect(name).toMatch(/^\w{1,63}$/);
    expect(nameOf('select 1')).toBe(name);
  });

  it('is of one statement', () => {
    const { nameOf } = createStatementNames();
    for (const sql of ['select 1', 'select 2']) nameOf(sql);
    expect(nameOf('select 1')).not.toBe(nameOf('select 2'));
  });

  it('is another one once tables have changed', () => {
    const { nameOf, renew } = createStatementNames();
    nameOf('select 1');
    const before = nameOf('select 1');
    renew();
    const after = nameOf('select 1');
    expect(after).toBeDefined();
    expect(after).not.toBe(before);
  });

  it('is not given to more than there is room for', () => {
    const { nameOf } = createStatementNames(1);
    for (const sql of ['select 1', 'select 1', 'select 2']) nameOf(sql);
    expect(nameOf('select 2')).toBeUndefined();
    expect(nameOf('select 1')).toBeDefined();
  });
});
