import { expect, test } from 'vitest';
import { startRegistry } from './registry.js';
import { fileWith, interrupt, tool } from './tool.js';
import { wayTo } from './way-in-between.js';

async function registryWith(text: string) {
  const registry = await startRegistry();
  expect(await tool(registry, 'apply', fileWith(text))).toMatchObject({ code: 0, err: '' });
  return registry;
}

const ten = Array.from({ length: 10 }, (_, n) => `  - { model_name: acme/m${n}, input_cost: 1 }`).join('\n');
const file = `models:\n${ten}\n`;

test('a model that somebody else changed meanwhile is left as it is, and named', async () => {
  const registry = await registryWith(file);
  const way = await wayTo(registry.url, async (count) => {
    if (count === 3) await registry.client.updateModel({ model_name: 'acme/m2', output_cost: 7 });
  });
  const edited = fileWith(file.replaceAll('input_cost: 1', 'input_cost: 2'));
  const stopped = await tool({ ...registry, url: way.url }, 'apply', edited);
  expect(stopped.code).toBe(1);
  expect(stopped.err).toContain('2 of 10 changes are made.');
  expect(stopped.err).toContain('model "acme/m2" was changed by somebody else meanwhile');
  const left = await registry.client.getModel({ model_name: 'acme/m2' });
  expect(left).toMatchObject({ input_cost: 1, output_cost: 7 });
});

test('a model that somebody else created meanwhile is left as it is', async () => {
  const registry = await startRegistry();
  const way = await wayTo(registry.url, async (count) => {
    if (count === 1) await registry.client.upsertModel({ model_name: 'acme/m0', input_cost: 5 });
  });
  const stopped = await tool({ ...registry, url: way.url }, 'apply', fileWith(file));
  expect(stopped.code).toBe(1);
  expect(stopped.err).toContain('0 of 10 changes are made.');
  expect((await registry.client.getModel({ model_name: 'acme/m0' })).input_cost).toBe(5);
});

test.each([
  ['the same', 'env:KEY', { code: 0, err: '' }],
  ['another', 'env:OTHER', { code: 1 }],
])('a provider that somebody else created meanwhile as %s one', async (_, api_key, ended) => {
  const registry = await startRegistry();
  const way = await wayTo(registry.url, async (count) => {
    if (count === 1) await registry.client.createProvider({ provider_id: 'acme', api_key });
  });
  const path = fileWith('providers: [{ provider_id: acme, api_key: env:KEY }]');
  expect(await tool({ ...registry, url: way.url }, 'apply', path)).toMatchObject(ended);
  expect(await registry.client.getProvider({ provider_id: 'acme' })).toMatchObject({
    api_key_reference: api_key,
  });
});

test('an interruption ends it after the change that is being made, and is said', async () => {
  const registry = await startRegistry();
  const way = await wayTo(registry.url, async (count) => {
    if (count === 3) interrupt();
  });
  const stopped = await tool({ ...registry, url: way.url }, 'apply', fileWith(file));
  expect(stopped.code).toBe(1);
  expect(stopped.out).not.toContain('changed.');
  expect(stopped.err).toContain('3 of 10 changes are made. Then it was interrupted.');
  expect((await registry.client.getModelsSummary()).summary.custom_count).toBe(3);
});

test('a registry that goes away in the middle is said, and running again finishes', async () => {
  const registry = await startRegistry();
  const way = await wayTo(registry.url, async (count) => {
    if (count === 5) await registry.kill();
  });
  const stopped = await tool({ ...registry, url: way.url }, 'apply', fileWith(file));
  expect(stopped.code).toBe(1);
  expect(stopped.err).toContain('4 of 10 changes are made.');
  expect(stopped.err).toContain('Running apply again makes what is left.');
  expect(stopped.err).not.toMatch(/\n\s+at /);
  const back = await registry.restart();
  const finished = await tool(back, 'apply', fileWith(file));
  expect(finished).toMatchObject({ code: 0, err: '' });
  expect(finished.out).toContain('6 changed.');
  expect(await tool(back, 'diff', '--prune', fileWith(file))).toMatchObject({ code: 0 });
});
