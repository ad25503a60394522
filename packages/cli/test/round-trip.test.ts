import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Served, startRegistry } from './registry.js';
import { fileWith, tool } from './tool.js';

const names = [
  'a%2Fb/100%?#[x]~@+:;=&$!*()\'"<>|\\^`{}',
  'no',
  '1.5',
  '2024-10-21',
  'null',
  '~',
  '- a: b #c',
  '&anchor',
  '日本/模型',
  'عربي\u202e/x',
  'e\u0301 and \u00e9',
  '🤖',
  '__proto__',
  'constructor',
  'list/x',
  'a\u2028b',
  '\ufeffx',
  'inner  spaces',
];

const file = {
  providers: [
    {
      provider_id: 'acme',
      provider_name: 'Acme: "quoted" \u202e',
      api_key: '***',
      extra_kwargs: {
        headers: { 'X-Team': '***', 'X-Ref': 'env:TEAM' },
        note: 'two\nlines\u001b[31m',
        deep: [{ secret_key: '***' }],
      },
    },
    { provider_id: 'openai', provider_name: 'Our OpenAI', api_key: 'vault:kv/openai#key' },
  ],
  models: [
    // Its base comes later in the file, and that one's later still.
    { model_name: 'acme/0', base_model_name: 'acme/1', output_cost: 0 },
    { model_name: 'acme/1', base_model_name: 'acme/2', provider_id: 'acme', is_called_by_custom_name: false },
    { model_name: 'acme/2', base_model_name: 'openai/gpt-4o-mini', input_cost: 1e-12 },
    // In the place of a shipped model, and of a shipped alias.
    {
      model_name: 'openai/gpt-4o',
      input_cost: 2,
      supported_params_override: { tools: false, '\u2066x': { max: 1 } },
    },
    { model_name: 'gpt-4o-mini', display_name: 'Our mini\ttab', function_call: 0 },
    ...names.map((model_name, index) => ({ model_name, upstream_model: model_name, input_cost: index / 10 })),
  ],
};

async function withSecrets(): Promise<Served> {
  const registry = await startRegistry();
  const extra_kwargs = { headers: { 'X-Team': 'hush' }, deep: [{ secret_key: 'hush' }] };
  await registry.client.createProvider({ provider_id: 'acme', api_key: 'sk-hush', extra_kwargs });
  return registry;
}

let registry: Served;
let exported: string;
beforeAll(async () => {
  registry = await withSecrets();
  const applied = await tool(registry, 'apply', fileWith(JSON.stringify(file)));
  expect(applied).toMatchObject({ code: 0, err: '' });
  exported = (await tool(registry, 'export')).out;
});

test('every name and text is exported as it was given', () => {
  const { models, providers } = parse(exported);
  const byName = (list: { model_name: string }[]) => new Map(list.map((it) => [it.model_name, it]));
  expect(byName(models)).toEqual(byName(file.models));
  expect(providers).toEqual(file.providers);
});

test('what is exported has no secret, and shows nothing that a terminal obeys', () => {
  expect(exported).not.toContain('hush');
  expect(exported.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/u);
});

test('another registry that has the secrets exports the same bytes', async () => {
  const other = await withSecrets();
  expect(await tool(other, 'apply', fileWith(exported))).toMatchObject({ code: 0, err: '' });
  expect((await tool(other, 'export')).out).toBe(exported);
  expect(await tool(other, 'apply', '--prune', fileWith(exported))).toMatchObject({
    out: 'Nothing to change.\n',
  });
});

test('one edited price is one revision', async () => {
  const before = (await registry.client.withResponse.getModelsSummary()).revision;
  const edited = fileWith(exported.replace('input_cost: 2\n', 'input_cost: 2.5\n'));
  const applied = await tool(registry, 'apply', edited);
  expect(applied.out).toBe('~ model openai/gpt-4o\n    input_cost: 2 → 2.5\n1 changed.\n');
  const after = (await registry.client.withResponse.getModelsSummary()).revision;
  expect(after).toBe(Number(before) + 1);
  await tool(registry, 'apply', fileWith(exported));
});

test('what people read shows such names with escapes, and --json has them exactly', async () => {
  const name = 'عربي\u202e/x';
  const edited = fileWith(JSON.stringify({ models: [{ model_name: name, input_cost: 1 }] }));
  const shown = await tool(registry, 'diff', edited);
  expect(shown.out).toContain('~ model عربي\\u202e/x\n');
  expect(shown.out).not.toContain('\u202e');
  const { changes } = JSON.parse((await tool(registry, 'diff', '--json', edited)).out);
  expect(changes[0].name).toBe(name);
  expect((await tool(registry, 'lookup', name)).out).toContain('عربي\\u202e/x: عربي\\u202e/x, input');
  expect(JSON.parse((await tool(registry, 'get', '--json', name)).out).model_name).toBe(name);
  expect((await tool(registry, 'get', name)).out).not.toContain('\u202e');
});

test('two applies of one file at once leave what the file says, and neither hides a failure', async () => {
  const both = await startRegistry();
  const many = Array.from({ length: 60 }, (_, n) => ({ model_name: `acme/m${n}`, input_cost: 1 + n }));
  const path = fileWith(JSON.stringify({ models: many }));
  const ran = await Promise.all([tool(both, 'apply', path), tool(both, 'apply', path)]);
  for (const { code, err } of ran) expect({ code, err }).toEqual({ code: 0, err: '' });
  expect(await tool(both, 'diff', '--prune', path)).toMatchObject({ code: 0 });
});
