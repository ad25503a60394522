import { expect, test } from 'vitest';
import { visible, visibleLines } from './visible.js';

test('what a terminal would obey is shown as its escape', () => {
  expect(visible('a\u001b[2Jb\u202ec\u009bd\ne\u2028f')).toBe('a\\u001b[2Jb\\u202ec\\u009bd\\u000ae\\u2028f');
});

test('letters of every script, spaces and emoji stay as they are', () => {
  expect(visible('ünï 模型 عربي 🤖')).toBe('ünï 模型 عربي 🤖');
});

test('lines stay lines', () => {
  expect(visibleLines('a\nb\r\u001b[K')).toBe('a\nb\\u000d\\u001b[K');
});
