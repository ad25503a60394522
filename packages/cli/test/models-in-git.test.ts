import { beforeAll, describe, expect, test } from 'vitest';
import { type Served, startRegistry } from './registry.js';
import { fileWith, tool } from './tool.js';
import { wayTo } from './way-in-between.js';

const team = `
providers:
  - provider_id: acme-azure
    provider_name: Acme on Azure
    api_key: env:AZURE_KEY
    extra_kwargs: { timeout: 30, base_url: https://acme.openai.azure.com, headers: { X-Team: env:TEAM } }
models:
  - { model_name: acme/a-bot, base_model_name: acme/z-base, output_cost: 0.48 }
  - { model_name: acme/z-base, base_model_name: gpt-4o-mini, provider_id: acme-azure, input_cost: 0.1 }
  - { model_name: 'acme/ünïcode with spaces', max_context_window: 8192, function_call: 0, image_support: null }
  - { model_name: openai/gpt-4o, input_cost: 2, supported_params_override: { tools: false, temperature: { max: 1, min: 0, type: number } } }
`;

async function registryWith(text: string) {
  const registry = await startRegistry();
  const applied = await tool(registry, 'apply', fileWith(text));
  expect(applied).toMatchObject({ code: 0, err: '' });
  return registry;
}

describe('a registry that has the models of a file', () => {
  let registry: Served;
  beforeAll(async () => {
    registry = await registryWith(team);
  });

  test('a second apply sends nothing', async () => {
    const way = await wayTo(registry.url);
    const again = await tool({ ...registry, url: way.url }, 'apply', fileWith(team));
    expect(again).toEqual({ code: 0, out: 'Nothing to change.\n', err: '' });
    expect(way.writes).toEqual([]);
  });

  test('export, apply to another registry and export again give the same bytes', async () => {
    const first = await tool(registry, 'export');
    const other = await startRegistry();
    await tool(other, 'apply', fileWith(first.out));
    const second = await tool(other, 'export');
    expect(first.out).toContain('model_name: acme/ünïcode with spaces');
    expect(second.out).toBe(first.out);
  });

  test('export shows references and no key of the registry', async () => {
    const { out } = await tool(registry, 'export');
    expect(out).toContain('api_key: env:AZURE_KEY');
    expect(out).not.toContain(registry.key);
  });

  test('diff of what is exported finds nothing, exit code 0', async () => {
    const { out } = await tool(registry, 'export');
    expect(await tool(registry, 'diff', fileWith(out))).toMatchObject({
      code: 0,
      out: 'Nothing to change.\n',
    });
  });

  test('one edited price is one change of one model', async () => {
    const edited = fileWith(team.replace('input_cost: 0.1 ', 'input_cost: 0.2 '));
    const way = await wayTo(registry.url);
    const diff = await tool(registry, 'diff', edited);
    expect(diff).toMatchObject({
      code: 2,
      out: '~ model acme/z-base\n    input_cost: 0.1 → 0.2\n1 to change.\n',
    });
    expect(await tool(registry, 'apply', '--dry-run', edited)).toMatchObject({ code: 2, out: diff.out });
    await tool({ ...registry, url: way.url }, 'apply', edited);
    expect(way.writes).toEqual(['PUT /api/models/acme%2Fz-base']);
    expect((await registry.client.getModel({ model_name: 'acme/a-bot' })).input_cost).toBe(0.2);
    await tool(registry, 'apply', fileWith(team));
  });

  test('a changed provider, base and heir are written in one run although each moves the ETags of the next', async () => {
    const edited = team
      .replace('timeout: 30', 'timeout: 60')
      .replace('input_cost: 0.1 ', 'input_cost: 0.11 ')
      .replace('0.48', '0.49');
    const applied = await tool(registry, 'apply', fileWith(edited));
    expect(applied).toMatchObject({ code: 0, err: '' });
    expect(applied.out).toContain('3 changed.');
    await tool(registry, 'apply', fileWith(team));
  });

  test('a price that moves by more than ten times needs --accept', async () => {
    const perToken = fileWith(team.replace('input_cost: 0.1 ', 'input_cost: 1.1 '));
    const refused = await tool(registry, 'apply', perToken);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('"acme/z-base" input_cost moves from 0.1 to 1.1');
    expect((await registry.client.getModel({ model_name: 'acme/z-base' })).input_cost).toBe(0.1);
    expect(await tool(registry, 'apply', '--accept', perToken)).toMatchObject({ code: 0 });
    await tool(registry, 'apply', '--accept', fileWith(team));
  });

  test('--json prints what would change', async () => {
    const edited = fileWith(team.replace('0.48', '0.5'));
    const { out, code } = await tool(registry, 'diff', '--json', edited);
    expect(code).toBe(2);
    expect(JSON.parse(out).changes).toEqual([
      {
        action: 'replace',
        kind: 'model',
        name: 'acme/a-bot',
        fields: [{ field: 'output_cost', before: 0.48, after: 0.5 }],
      },
    ]);
  });

  test('get and lookup answer effective models, by alias too', async () => {
    const { out } = await tool(registry, 'get', 'acme/a-bot', '--json');
    expect(JSON.parse(out)).toMatchObject({
      input_cost: 0.1,
      output_cost: 0.48,
      max_context_window: 128000,
    });
    const found = await tool(registry, 'lookup', 'acme/a-bot', 'gpt-4o-mini');
    expect(found.code).toBe(0);
    expect(found.out).toContain('gpt-4o-mini: openai/gpt-4o-mini, input 0.15 USD per 1M');
    expect(await tool(registry, 'lookup', 'acme/none')).toMatchObject({
      code: 1,
      out: 'acme/none: means nothing\n',
    });
    expect(await tool(registry, 'get', 'acme/none')).toMatchObject({ code: 1, out: '' });
  });
});

describe('what only the registry has', () => {
  let registry: Served;
  beforeAll(async () => {
    registry = await registryWith(team);
  });
  const less =
    "providers: []\nmodels: [{ model_name: 'acme/ünïcode with spaces', max_context_window: 8192, function_call: 0 }]";

  test('stays without --prune, and is named', async () => {
    const diff = await tool(registry, 'diff', fileWith(less));
    expect(diff.code).toBe(0);
    expect(diff.out).toContain(
      'Only in the registry, and kept: provider acme-azure, acme/a-bot, acme/z-base',
    );
  });

  test('is deleted with --prune, heirs before bases and models before providers', async () => {
    const way = await wayTo(registry.url);
    const pruned = await tool({ ...registry, url: way.url }, 'apply', '--prune', fileWith(less));
    expect(pruned).toMatchObject({ code: 0, err: '' });
    const order = ['acme%2Fa-bot', 'acme%2Fz-base', 'providers/acme-azure'].map((it) =>
      way.writes.findIndex((write) => write.endsWith(it)),
    );
    expect(order).toEqual([...order].sort((a, b) => a - b));
    expect(order).not.toContain(-1);
    expect((await tool(registry, 'export')).out).not.toContain('a-bot');
    expect((await registry.client.getModel({ model_name: 'openai/gpt-4o' })).affiliation_category).toBe(
      'built_in',
    );
  });
});

describe('what the registry would refuse', () => {
  let registry: Served;
  beforeAll(async () => {
    registry = await registryWith(team);
  });

  test.each([
    [
      'an unknown base',
      '{ model_name: a, base_model_name: acme/nothing }',
      'base_model_name is "acme/nothing"',
    ],
    ['an unknown provider', '{ model_name: a, provider_id: nobody }', 'provider_id is "nobody"'],
    [
      'a loop',
      '{ model_name: a, base_model_name: b }, { model_name: b, base_model_name: a }',
      '"a" → "b" → "a"',
    ],
  ])('%s is said before anything is sent', async (_, models, message) => {
    const way = await wayTo(registry.url);
    const file = fileWith(`models: [{ model_name: aa }, ${models}]`);
    const refused = await tool({ ...registry, url: way.url }, 'apply', file);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(message);
    expect(way.writes).toEqual([]);
  });

  test('a provider that is pruned while a model uses it is named in the end', async () => {
    const withoutProvider = team.slice(team.indexOf('models:'));
    const refused = await tool(registry, 'apply', '--prune', fileWith(withoutProvider));
    expect(refused.code).toBe(1);
    expect(refused.err).toContain('delete provider "acme-azure" failed.');
    expect(refused.err).toContain('acme/z-base');
  });

  test('a viewer is told which role it takes', async () => {
    const { api_key } = await registry.client.createKey({ name: 'reader', role: 'viewer' });
    const refused = await tool({ url: registry.url, key: api_key }, 'export');
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('editor');
    expect(refused.err).not.toContain(api_key);
  });
});

describe('secrets', () => {
  let registry: Served;
  beforeAll(async () => {
    registry = await startRegistry();
    const extra_kwargs = { headers: { A: 'hush' } };
    await registry.client.createProvider({ provider_id: 'acme', api_key: 'sk-very-secret', extra_kwargs });
  });

  test('are exported as ***, which keeps them', async () => {
    const { out } = await tool(registry, 'export');
    expect(out).toContain('api_key: "***"');
    expect(out).not.toMatch(/sk-very-secret|hush/);
    expect(await tool(registry, 'apply', fileWith(out))).toMatchObject({
      code: 0,
      out: 'Nothing to change.\n',
    });
  });

  test('are not in another registry, and apply says so before it sends anything', async () => {
    const { out } = await tool(registry, 'export');
    const refused = await tool(await startRegistry(), 'apply', fileWith(out));
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(
      'provider "acme": api_key is "***", and the registry keeps no secret there',
    );
  });

  test.each([
    ['api_key: sk-clear', 'a secret has no place in a file'],
    ['extra_kwargs: { base_url: "https://u:sk-clear@h" }', 'extra_kwargs.base_url has a user or password'],
    ['extra_kwargs: { headers: { A: clear } }', 'extra_kwargs.headers.A holds a secret in clear'],
  ])('in clear are refused: %s', async (field, message) => {
    const refused = await tool(registry, 'apply', fileWith(`providers: [{ provider_id: acme, ${field} }]`));
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain(message);
    expect(refused.err).not.toMatch(/sk-clear|hush/);
  });
});
