import { toFireworksWireIds } from './fireworks.js';

/** One provider of the catalog: what both sources call it, and what may be taken from them. */
export interface ProviderRule {
  provider_id: string;
  provider_name: string;
  /** Its key in the model source; null where only the price source knows it. */
  modelKey: string | null;
  /** Its id in the price source; null where that has no prices for it. */
  priceKey: string | null;
  /** Makes the models it serves, so their bare ids mean its models. */
  firstParty: boolean;
  /**
   * Whether a row that only the price source has is a model. Where the model source lists what a host serves, such
   * a row is a retired model or a spelling that only matches usage reports.
   */
  keepsPriceOnlyRows: boolean;
  /** How the price source spells an id, where that differs. */
  priceIds?: (id: string) => string[];
}

type Options = Partial<Pick<ProviderRule, 'keepsPriceOnlyRows' | 'priceIds'>>;

function vendor(
  provider_id: string,
  provider_name: string,
  modelKey: string | null,
  priceKey: string | null,
) {
  return { provider_id, provider_name, modelKey, priceKey, firstParty: true, keepsPriceOnlyRows: true };
}

function host(
  provider_id: string,
  provider_name: string,
  modelKey: string,
  priceKey: string | null,
  options: Options = {},
) {
  const { keepsPriceOnlyRows = priceKey !== null } = options;
  return {
    provider_id,
    provider_name,
    modelKey,
    priceKey,
    firstParty: false,
    ...options,
    keepsPriceOnlyRows,
  };
}

/**
 * The providers that are kept. Subscriptions, coding agents, resellers of a chat product, local runtimes and the
 * regional doubles of a vendor are left out by not being here.
 */
export const PROVIDER_RULES: readonly ProviderRule[] = [
  vendor('openai', 'OpenAI', 'openai', 'openai'),
  vendor('anthropic', 'Anthropic', 'anthropic', 'anthropic'),
  vendor('google', 'Google', 'google', 'google'),
  vendor('xai', 'xAI', 'xai', 'x-ai'),
  vendor('mistral', 'Mistral AI', 'mistral', 'mistral'),
  vendor('deepseek', 'DeepSeek', 'deepseek', 'deepseek'),
  vendor('cohere', 'Cohere', null, 'cohere'),
  vendor('moonshotai', 'Moonshot AI', 'moonshot', 'moonshotai'),
  vendor('minimax', 'MiniMax', 'minimax', 'minimax'),
  vendor('zai', 'Z.AI', 'zai', 'zai'),
  vendor('voyageai', 'Voyage AI', null, 'voyageai'),
  vendor('perplexity', 'Perplexity', null, 'perplexity'),
  host('azure', 'Azure OpenAI', 'azure', 'azure'),
  host('bedrock', 'Amazon Bedrock', 'amazon-bedrock', 'aws'),
  // The price source keeps Google's two platforms under one id; its rows of its own go to `google`.
  host('vertex_ai', 'Google Vertex AI', 'google-vertex', 'google', { keepsPriceOnlyRows: false }),
  host('openrouter', 'OpenRouter', 'openrouter', 'openrouter', { keepsPriceOnlyRows: false }),
  host('vercel_ai_gateway', 'Vercel AI Gateway', 'vercel-ai-gateway', null),
  host('cloudflare', 'Cloudflare', 'cloudflare-ai-gateway', 'cloudflare'),
  host('together_ai', 'Together AI', 'together', 'together', { keepsPriceOnlyRows: false }),
  host('fireworks_ai', 'Fireworks AI', 'fireworks', 'fireworks', {
    keepsPriceOnlyRows: false,
    priceIds: toFireworksWireIds,
  }),
  host('groq', 'Groq', 'groq', 'groq'),
  host('cerebras', 'Cerebras', 'cerebras', 'cerebras'),
  host('deepinfra', 'DeepInfra', 'deepinfra', null),
  host('huggingface', 'Hugging Face', 'huggingface', null),
  host('novita', 'Novita AI', 'novita', 'novita', { keepsPriceOnlyRows: false }),
  host('nvidia', 'NVIDIA', 'nvidia', null),
  host('venice', 'Venice AI', 'venice', null),
  host('baseten', 'Baseten', 'baseten', 'baseten'),
  host('coreweave', 'CoreWeave', 'coreweave', null),
  host('xiaomi', 'Xiaomi MiMo', 'xiaomi', null),
  host('stepfun', 'StepFun', 'stepfun', null),
  host('meta', 'Meta', 'meta', null),
  host('sakana', 'Sakana AI', 'sakana', null),
];
