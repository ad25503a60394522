import { expect, it } from 'vitest';
import { addressIn } from './address.js';

it.each([
  ['https://registry.example.com', 'https://registry.example.com'],
  ['http://10.0.0.1:4080/below/', 'http://10.0.0.1:4080/below'],
  ['https://registry.example.com/?key=llmr_a_b#x', 'https://registry.example.com'],
  ['registry.example.com', ''],
  ['javascript:alert(1)', ''],
  ['https://user:secret@registry.example.com', ''],
  ['', ''],
])('the address in "%s" is "%s"', (text, address) => {
  expect(addressIn(text)).toBe(address);
});
