import type { Model } from '@llm-registry/api-types';

type ModelType = Model['model_type'];

/** How LiteLLM spells the models of one of our providers. */
export interface LitellmProvider {
  /** What `litellm_provider` says of a model. It may depend on what the model is. */
  name: (id: string, type: ModelType) => string;
  /** What stands before the id in the keys of the cost map; empty where LiteLLM lists bare ids. */
  prefixes: readonly string[];
  /** Whether LiteLLM takes a threshold as reached by as many tokens, where we and all others say exceeded. */
  reachesThreshold: boolean;
}

const named = (name: string, ...prefixes: string[]): LitellmProvider => ({
  name: () => name,
  prefixes: prefixes.length > 0 ? prefixes : [`${name}/`],
  reachesThreshold: false,
});

function vertexName(id: string): string {
  if (id.startsWith('claude')) return 'vertex_ai-anthropic_models';
  return id.startsWith('gemini') ? 'vertex_ai-language-models' : 'vertex_ai';
}

/**
 * Our provider ids and LiteLLM's names, as its cost map of 1.106.2 has them. A provider that is not here is none that
 * LiteLLM knows.
 */
const providers: ReadonlyMap<string, LitellmProvider> = new Map([
  ['anthropic', named('anthropic', '')],
  ['azure', named('azure')],
  ['baseten', named('baseten')],
  // Its Converse API is the one that LiteLLM speaks to models of this name; the others go by `bedrock`.
  [
    'bedrock',
    { ...named('bedrock', ''), name: (_id, type) => (type === 'chat' ? 'bedrock_converse' : 'bedrock') },
  ],
  ['cerebras', named('cerebras')],
  ['cloudflare', named('cloudflare')],
  ['cohere', { ...named('cohere', ''), name: (_id, type) => (type === 'chat' ? 'cohere_chat' : 'cohere') }],
  ['coreweave', named('wandb')],
  ['deepinfra', named('deepinfra')],
  ['deepseek', named('deepseek')],
  // It takes an id alone and with the account that has it, and LiteLLM looks for what it was asked for.
  ['fireworks_ai', named('fireworks_ai', 'fireworks_ai/', 'fireworks_ai/accounts/fireworks/models/')],
  ['google', named('gemini')],
  ['groq', named('groq')],
  ['huggingface', named('huggingface')],
  ['meta', named('meta')],
  ['minimax', named('minimax')],
  ['mistral', named('mistral')],
  ['moonshotai', named('moonshot')],
  ['novita', named('novita')],
  ['nvidia', named('nvidia_nim')],
  ['openai', named('openai', '')],
  ['openrouter', named('openrouter')],
  ['perplexity', named('perplexity')],
  ['together_ai', named('together_ai')],
  ['vercel_ai_gateway', named('vercel_ai_gateway')],
  ['vertex_ai', { ...named('vertex_ai'), name: vertexName }],
  ['voyageai', named('voyage')],
  ['xai', { ...named('xai'), reachesThreshold: true }],
  ['xiaomi', named('xiaomi_mimo')],
  ['zai', named('zai')],
]);

/** What LiteLLM calls a provider; undefined for one that it does not know. */
export function litellmProvider(providerId: string | undefined): LitellmProvider | undefined {
  return providerId === undefined ? undefined : providers.get(providerId);
}
