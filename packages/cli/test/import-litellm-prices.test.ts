import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { fileWith, tool } from './tool.js';

const prices = {
  sample_spec: { mode: 'one of chat, embedding, …' },
  odd: 1,
  'azure/acme-4': {
    litellm_provider: 'azure',
    mode: 'chat',
    input_cost_per_token: 2.9e-7,
    output_cost_per_token: 1.1e-6,
    input_cost_per_token_above_200k_tokens: 6e-7,
    max_input_tokens: 128000,
    max_output_tokens: 4096,
    supports_function_calling: true,
  },
};

test('a cost map of LiteLLM is models priced per 1M tokens, and the tiers are named as left out', async () => {
  const { out } = await tool(
    undefined,
    'import',
    'litellm-prices',
    fileWith(JSON.stringify(prices)),
    '--json',
  );
  expect(JSON.parse(out)).toEqual({
    providers: [],
    models: [
      {
        model_name: 'azure/acme-4',
        upstream_model: 'acme-4',
        provider_id: 'azure',
        input_cost: 0.29,
        output_cost: 1.1,
        max_context_window: 128000,
        max_output_tokens: 4096,
        function_call: 1,
        model_type: 'chat',
      },
    ],
    unmapped: [
      { entry: 'odd', field: '(the entry)', reason: 'it is no object' },
      {
        entry: 'azure/acme-4',
        field: 'input_cost_per_token_above_200k_tokens',
        reason: expect.stringContaining('long ones cost more'),
      },
    ],
  });
});

test('what a cost map bills otherwise than by the token is unknown, not free', async () => {
  const map = {
    'acme/rerank': {
      litellm_provider: 'acme',
      mode: 'rerank',
      input_cost_per_query: 0.002,
      input_cost_per_token: 0,
      output_cost_per_token: 0,
    },
    'acme/embed': {
      litellm_provider: 'acme',
      mode: 'embedding',
      input_cost_per_token: 1e-7,
      output_cost_per_token: 0,
    },
  };
  const file = fileWith(JSON.stringify(map));
  const { models, unmapped } = JSON.parse(
    (await tool(undefined, 'import', 'litellm-prices', file, '--json')).out,
  );
  expect(models).toMatchObject([{ input_cost: 0.1, output_cost: 0 }, { output_cost: 0 }]);
  expect(models[1]).not.toHaveProperty('input_cost');
  expect(unmapped).toContainEqual({
    entry: 'acme/rerank',
    field: 'input_cost_per_token',
    reason: 'is 0 beside input_cost_per_query, so it is not free but unknown',
  });
});

test('an entry of a cost map is called upstream what its provider calls it', async () => {
  const map = {
    'vertex_ai/claude-opus-4': { litellm_provider: 'vertex_ai-anthropic_models', mode: 'chat' },
    'fireworks_ai/a/b': { litellm_provider: 'fireworks_ai-embedding-models', mode: 'embedding' },
    'gemini/gemini-3': {
      litellm_provider: 'gemini',
      mode: 'realtime',
      input_cost_per_token: 1.5000020000000002e-5,
    },
    'openai/gpt-oss': { litellm_provider: 'groq', mode: 'chat' },
  };
  const file = fileWith(JSON.stringify(map));
  const { models } = JSON.parse((await tool(undefined, 'import', 'litellm-prices', file, '--json')).out);
  expect(models).toMatchObject([
    { provider_id: 'fireworks_ai', upstream_model: 'a/b' },
    { provider_id: 'google', upstream_model: 'gemini-3', model_type: 'audio', input_cost: 15.00002 },
    { provider_id: 'groq', upstream_model: 'openai/gpt-oss' },
    { provider_id: 'vertex_ai', upstream_model: 'claude-opus-4' },
  ]);
});

test('what is no model in a cost map is left out by name, as it would count as chat', async () => {
  const map = {
    a: { litellm_provider: 'x', mode: 'chat' },
    'x/search': { litellm_provider: 'x', mode: 'search' },
    'x/*': { litellm_provider: 'x', mode: 'chat' },
    fallback_generalizations: { rules: [] },
  };
  const { out, err } = await tool(undefined, 'import', 'litellm-prices', fileWith(JSON.stringify(map)));
  expect(parse(out).models).toHaveLength(1);
  expect(err).toContain('x/search: (the entry): its mode is "search"');
  expect(err).toContain('x/*: (the entry): a wildcard');
});

test('a long list is told by field, and entry by entry with --verbose', async () => {
  const entries = Array.from({ length: 300 }, (_, n) => [
    `acme/m${n}`,
    { litellm_provider: 'acme', mode: 'chat', rpm: n },
  ]);
  const file = fileWith(JSON.stringify(Object.fromEntries(entries)));
  const { err } = await tool(undefined, 'import', 'litellm-prices', file);
  expect(err).toContain(
    'rpm: the registry has no such field (acme/m0, acme/m1, acme/m2, acme/m3, acme/m4 and 295 more)\n',
  );
  expect(err.split('\n')).toHaveLength(4);
  const verbose = await tool(undefined, 'import', 'litellm-prices', file, '--verbose');
  expect(verbose.err.match(/: rpm: /g)).toHaveLength(300);
});

test('a name in a foreign file makes up no line', async () => {
  const entry = { litellm_provider: 'acme', mode: 'chat' };
  const file = fileWith(JSON.stringify({ 'a\n  everything is fine\u001b[2J': entry, b: entry }));
  const { err } = await tool(undefined, 'import', 'litellm-prices', file);
  expect(err).toContain(
    '  a\\u000a  everything is fine\\u001b[2J: (the entry): the name has a control character',
  );
});
