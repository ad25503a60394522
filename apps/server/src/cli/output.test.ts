import { describe, expect, it } from 'vitest';
import { table, visible } from './output.js';

describe('a table', () => {
  it('has columns as wide as they need to be', () => {
    expect(table(['ID', 'NAME'], [['abc', 'x']])).toBe('ID   NAME\nabc  x');
  });

  it('shows what a terminal would obey, so that a name makes up no row', () => {
    const rows = [['a', 'x\u001b[31m\r\nb    root']];
    expect(table(['ID', 'NAME'], rows).split('\n')).toEqual([
      'ID  NAME',
      'a   x\\u001b[31m\\u000d\\u000ab    root',
    ]);
  });
});

it('text for a terminal keeps every script, and nothing that turns it around', () => {
  expect(visible('模型 نموذج 😀')).toBe('模型 نموذج 😀');
  expect(visible('a\u202eb\u2028c\u009bd')).toBe('a\\u202eb\\u2028c\\u009bd');
});
