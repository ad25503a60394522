import { expect, test } from 'vitest';
import { repeatedName } from './repeated-name.js';

test.each([
  ['{"a": 1, "b": {"a": 1}, "c": [{"a": 1}, {"a": 1}]}', undefined],
  ['{"a": "\\"b\\": {", "b": "a", "c": ["a", "a"]}', undefined],
  ['[]', undefined],
  ['{"a": 1, "b": 2, "a": 3}', 'a'],
  ['{"x": [{"a/b": 1, "\\u0061/b" : 2}]}', 'a/b'],
])('%s', (json, name) => {
  expect(repeatedName(json)).toBe(name);
});
