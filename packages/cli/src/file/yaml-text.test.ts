import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { yamlText } from './yaml-text.js';

const strange = [
  'a\u202eb',
  'tab\there',
  '\u009b31m',
  'a\u001b[2J',
  'two\nlines',
  'two\nlines\u2066',
  '\u2028',
  ' a ',
  '\u0085',
];

test.each(strange)('%j is read back as it was, and shows nothing that a terminal obeys', (text) => {
  const value = { [text]: [text, { text }] };
  const written = yamlText(value);
  expect(parse(written)).toEqual(value);
  expect(written.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
});
