import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { shippedProviders } from '../src/imports/shipped-providers.js';
import { type Served, startRegistry } from './registry.js';
import { fileWith, tool } from './tool.js';

const config = fileURLToPath(new URL('./fixtures/litellm-config.yaml', import.meta.url));

let registry: Served;
beforeAll(async () => {
  registry = await startRegistry();
});

describe('the config.yaml of a LiteLLM proxy', () => {
  test('is 40 models in the registry in one command', async () => {
    const imported = await tool(registry, 'import', 'litellm', config, '--apply');
    expect(imported.code).toBe(0);
    expect(imported.err).toContain('40 models and');
    const { summary } = await registry.client.getModelsSummary();
    expect(summary.custom_count).toBe(40);
    expect(await registry.client.getModel({ model_name: 'azure-eu-gpt-4o-mini' })).toMatchObject({
      upstream_model: 'gpt-4o-mini-prod',
      input_cost: 0.15,
      output_cost: 0.6,
      cache_hit_input_cost: 0.075,
      max_context_window: 128000,
      provider: {
        provider_id: 'azure-acme-eu',
        api_key_reference: 'env:AZURE_EU_API_KEY',
        extra_kwargs: { base_url: 'https://acme-eu.openai.azure.com/', api_version: '2024-10-21' },
      },
    });
  });

  test('is nothing new when it is imported again', async () => {
    const again = await tool(registry, 'import', 'litellm', config, '--apply');
    expect(again).toMatchObject({ code: 0, out: 'Nothing to change.\n' });
  });

  test('says for every entry what it could not map', async () => {
    const { out } = await tool(registry, 'import', 'litellm', config, '--json');
    const { unmapped } = JSON.parse(out);
    const reasons = (entry: string) =>
      unmapped.flatMap((it: { entry: string; field: string }) => (it.entry === entry ? [it.field] : []));
    expect(reasons('azure-eu-gpt-4o')).toEqual(['litellm_params.rpm', 'litellm_params.tpm']);
    expect(reasons('team/gpt-4o')).toEqual(['(the entry)']);
    expect(reasons('anthropic/*')).toEqual(['(the entry)']);
    expect(reasons('speech-to-text')).toContain('model_info.input_cost_per_second');
    expect(reasons('onprem/llama-3.3-70b')).toContain('litellm_params.api_key');
    expect(reasons('general_settings')).toEqual(['(the entry)']);
  });

  test('is a file of models without a registry, and no secret is in it', async () => {
    const secret = `
model_list:
  - model_name: a
    litellm_params: { model: openai/gpt-4o, api_key: sk-in-clear }
  - model_name: b
    litellm_params: { model: azure/x, api_base: 'https://me:sk-in-clear@h.example/v1' }
`;
    const { code, out, err } = await tool(undefined, 'import', 'litellm', fileWith(secret));
    expect(code).toBe(0);
    expect(parse(out)).toEqual({
      providers: [{ provider_id: 'azure-h', extra_kwargs: { base_url: 'https://h.example/v1' } }],
      models: [
        { model_name: 'a', upstream_model: 'gpt-4o', provider_id: 'openai' },
        { model_name: 'b', upstream_model: 'x', provider_id: 'azure-h' },
      ],
    });
    expect(err).toContain('a: litellm_params.api_key: is a secret in clear and was left out');
    expect(err).toContain('b: litellm_params.api_base: has a user or password');
    expect(out + err).not.toContain('sk-in-clear');
  });
});

const openRouter = {
  data: [
    {
      id: 'acme/large',
      name: 'Acme: Large',
      created: 1,
      context_length: 200000,
      architecture: { input_modalities: ['text', 'image'] },
      pricing: { prompt: '0.00000029', completion: '0.0000011', request: '0', web_search: '0.004' },
      top_provider: { context_length: 200000, max_completion_tokens: 8192, is_moderated: false },
      supported_parameters: ['tools', 'temperature'],
    },
    { id: 'openrouter/auto', name: 'Auto', pricing: { prompt: '-1', completion: '-1' } },
  ],
};

test('a list of OpenRouter is models whose unknown prices stay unknown', async () => {
  const { out } = await tool(
    undefined,
    'import',
    'openrouter',
    fileWith(JSON.stringify(openRouter)),
    '--json',
  );
  const { models, unmapped } = JSON.parse(out);
  expect(models).toEqual([
    {
      model_name: 'openrouter/acme/large',
      display_name: 'Acme: Large',
      upstream_model: 'acme/large',
      provider_id: 'openrouter',
      input_cost: 0.29,
      output_cost: 1.1,
      max_context_window: 200000,
      max_output_tokens: 8192,
      function_call: 1,
      image_support: 1,
      supported_params_override: { temperature: true, tools: true },
    },
    {
      model_name: 'openrouter/openrouter/auto',
      display_name: 'Auto',
      upstream_model: 'openrouter/auto',
      provider_id: 'openrouter',
    },
  ]);
  expect(unmapped.map((it: { field: string }) => it.field)).toEqual([
    'pricing.request',
    'pricing.web_search',
    'pricing.prompt',
    'pricing.completion',
  ]);
});

const modelsDev = {
  acme: {
    id: 'acme',
    name: 'Acme AI',
    env: ['ACME_API_KEY'],
    api: 'https://api.acme.example/v1',
    models: {
      'acme-1': {
        id: 'acme-1',
        name: 'Acme 1',
        tool_call: true,
        attachment: true,
        modalities: { input: ['text'], output: ['text'] },
        cost: { input: 0.6, output: 2.2, cache_read: 0.11, tiers: [] },
        limit: { context: 131072, output: 0 },
      },
    },
  },
};

test('the file of models.dev is models and the providers that do not ship', async () => {
  const { out } = await tool(
    undefined,
    'import',
    'models.dev',
    fileWith(JSON.stringify(modelsDev)),
    '--json',
  );
  expect(JSON.parse(out)).toMatchObject({
    providers: [
      {
        provider_id: 'acme',
        provider_name: 'Acme AI',
        api_key: 'env:ACME_API_KEY',
        extra_kwargs: { base_url: 'https://api.acme.example/v1' },
      },
    ],
    models: [
      {
        model_name: 'acme/acme-1',
        input_cost: 0.6,
        output_cost: 2.2,
        cache_hit_input_cost: 0.11,
        max_context_window: 131072,
        function_call: 1,
        image_support: 0,
      },
    ],
    unmapped: [{ field: 'attachment' }, { field: 'cost.tiers' }, { field: 'limit.output' }],
  });
});

test('entries that come to one name are one model, the first, and the others are named', async () => {
  const claude = { id: 'claude', cost: { input: 3 } };
  const dear = { id: 'claude', cost: { input: 4 } };
  const modelsDevFile = {
    'google-vertex': { models: { claude } },
    'google-vertex-anthropic': { models: { claude: dear } },
  };
  const ran = await tool(
    undefined,
    'import',
    'models.dev',
    fileWith(JSON.stringify(modelsDevFile)),
    '--json',
  );
  const { models, unmapped } = JSON.parse(ran.out);
  expect(models).toMatchObject([{ model_name: 'vertex_ai/claude', input_cost: 3 }]);
  expect(unmapped).toEqual([
    {
      entry: 'google-vertex-anthropic/claude',
      field: '(the entry)',
      reason: 'an entry before it is vertex_ai/claude already',
    },
  ]);
  const twice = { data: [...openRouter.data, openRouter.data[0]] };
  const { err } = await tool(undefined, 'import', 'openrouter', fileWith(JSON.stringify(twice)));
  expect(err).toContain('acme/large: (the entry): an entry before it is openrouter/acme/large already');
});

test('the answer of a model that makes no text says its type', async () => {
  const pricing = { prompt: '0', completion: '0' };
  const models = [['image'], ['embeddings'], ['text', 'image']].map((output_modalities, index) => ({
    id: `acme/${index}`,
    pricing,
    architecture: { output_modalities },
  }));
  const { out } = await tool(
    undefined,
    'import',
    'openrouter',
    fileWith(JSON.stringify({ data: models })),
    '--json',
  );
  const types = JSON.parse(out).models.map((it: { model_type?: string }) => it.model_type);
  expect(types).toEqual(['image', 'embedding', undefined]);
});

test('every provider that is taken for a shipped one ships', async () => {
  const shipped = new Set((await registry.client.listProviders()).map(({ provider_id }) => provider_id));
  expect([...shippedProviders].filter((id) => !shipped.has(id))).toEqual([]);
});
