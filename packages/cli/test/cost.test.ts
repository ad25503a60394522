import { beforeAll, expect, test } from 'vitest';
import { type Served, startRegistry } from './registry.js';
import { tool } from './tool.js';

let registry: Served;
beforeAll(async () => {
  registry = await startRegistry();
  const prices = { input_cost: 0.1, output_cost: 0.2, cache_hit_input_cost: 0.05 };
  await registry.client.upsertModel({ model_name: 'acme/bot', ...prices });
});

test('a call is priced to the last decimal, line by line', async () => {
  const args = ['--input', '1000', '--cached', '400', '--output', '7'];
  const { code, out } = await tool(registry, 'cost', 'acme/bot', ...args);
  expect(code).toBe(0);
  expect(out.split('\n')[0]).toBe('0.0000814 USD');
  const json = await tool(registry, 'cost', 'acme/bot', ...args, '--json');
  expect(JSON.parse(json.out)).toMatchObject({
    usd: '0.0000814',
    lines: [{ tokens: 600 }, { tokens: 400 }, {}],
  });
});

test('an unknown price is no number, and fails', async () => {
  const { code, out } = await tool(registry, 'cost', 'acme/bot', '--input', '10', '--cache-write', '5');
  expect({ code, out }).toEqual({ code: 1, out: 'Nobody can say: unknown: cache_creation_input_cost\n' });
});

test.each([
  [['--input', '-1'], /--input has to be a whole number of tokens/],
  [['--input', '5', '--cached', '6'], /input_tokens \(5\) includes cached_tokens \(6\)/],
])('%j is refused', async (args, message) => {
  const { code, err } = await tool(registry, 'cost', 'acme/bot', ...args);
  expect(code).toBe(1);
  expect(err).toMatch(message);
});
