import { fileURLToPath } from 'node:url';
import { costOf, type Model, type Registry, type TokenUsage } from '@llm-registry/client';
import { beforeAll, expect, it } from 'vitest';
import { litellm } from './litellm/environment.js';
import { prepareOwnModels } from './litellm/own-models.js';
import { describeWith } from './support/missing.js';
import { run } from './support/programs.js';
import { startedServer } from './support/server.js';

/** A call as LiteLLM is asked about it. */
interface Call {
  /** What the call names, in LiteLLM's spelling. */
  model: string;
  base_model?: string;
  usage: TokenUsage;
}

interface Answer {
  source: { source: string; url: string; fallback_reason: string | null };
  names: string[];
  costs: number[];
}

const tokens = (input_tokens: number, output_tokens = 77, cached_tokens = 0, cache_write_tokens = 0) => ({
  input_tokens,
  output_tokens,
  cached_tokens,
  cache_write_tokens,
});

/** Calls that LiteLLM knows how to make, each with the model of ours that prices it. */
const calls: [what: string, priced: string, call: Call][] = [
  ['an own model', 'acme/support-bot', { model: 'acme/support-bot', usage: tokens(10_000) }],
  [
    'an own model by its provider',
    'acme/support-bot',
    { model: 'openai/acme/support-bot', usage: tokens(1_000) },
  ],
  [
    'a deployment that names an own model as its base',
    'acme/support-bot',
    { model: 'openai/gpt-4o-mini', base_model: 'acme/support-bot', usage: tokens(1_000) },
  ],
  ['a cached call', 'acme/support-bot', { model: 'acme/support-bot', usage: tokens(10_000, 500, 9_000) }],
  [
    'what was written to a cache',
    'acme/claude',
    { model: 'acme/claude', usage: tokens(9_000, 1, 99, 4_001) },
  ],
  ['a name with spaces and umlauts', 'acme/größe L', { model: 'acme/größe L', usage: tokens(1_000) }],
  ['a provider of one’s own', 'acme/private', { model: 'openai/acme/private', usage: tokens(1_000) }],
  [
    'an own model in place of a shipped one',
    'google/gemini-2.5-flash',
    { model: 'gemini/gemini-2.5-flash', usage: tokens(1_000) },
  ],
  ['a free model', 'acme/free', { model: 'openai/acme/free', usage: tokens(1_000) }],
  ['a tier at its threshold', 'acme/long', { model: 'gemini/acme/long', usage: tokens(200_000, 5, 1_000) }],
  ['a tier above it', 'acme/long', { model: 'gemini/acme/long', usage: tokens(200_001, 5, 1_000) }],
  [
    'a shipped model above its threshold',
    'google/gemini-2.5-pro',
    { model: 'gemini/gemini-2.5-pro', usage: tokens(300_000, 5, 1_000) },
  ],
];

/** LiteLLM's names of some providers that have tiers. */
const spelling: Readonly<Record<string, string>> = {
  anthropic: 'anthropic',
  google: 'gemini',
  openai: 'openai',
  vertex_ai: 'vertex_ai',
  xai: 'xai',
};

/** Calls of a shipped model around each of its thresholds. */
function callsAround({ model_name, price_tiers }: Model): Call[] {
  const [provider = '', ...id] = model_name.split('/');
  const model = [spelling[provider], ...id].join('/');
  const around = (above: number) => [tokens(above), tokens(above + 1), tokens(above + 9_999)];
  return (price_tiers ?? []).flatMap((tier) =>
    around(tier.above_input_tokens).map((usage) => ({ model, usage })),
  );
}

/** LiteLLM counts in binary floating point: the first 14 digits are what both have to agree in. */
const digits = (usd: number | string): string => Number(usd).toPrecision(14);

function ours(model: Model | null | undefined, usage: TokenUsage): string {
  const cost = model ? costOf(model, usage) : undefined;
  if (cost === undefined || !('usd' in cost))
    throw new Error(`${model?.model_name} has no price to compare.`);
  return digits(cost.usd);
}

const script = fileURLToPath(new URL('litellm/costs.py', import.meta.url));

/** A call, what tells it from others, and the model of ours that prices it. */
interface Priced {
  what: string;
  model: Model | null | undefined;
  call: Call;
}

async function ownCalls(registry: Registry): Promise<Priced[]> {
  const model_names = [...new Set(calls.map(([, priced]) => priced))];
  const { results } = await registry.lookupModels({ model_names });
  return calls.map(([what, priced, call]) => ({ what, model: results[priced], call }));
}

async function shippedCalls(registry: Registry): Promise<Priced[]> {
  const found: Priced[] = [];
  for await (const model of registry.eachModel()) {
    if (model.source !== 'hardcoded' || !Object.hasOwn(spelling, model.provider?.provider_id ?? '')) continue;
    const around = callsAround(model);
    found.push(
      ...around.map((call) => ({ what: `${call.model} at ${call.usage.input_tokens}`, model, call })),
    );
  }
  return found;
}

await describeWith('LiteLLM, started on the registry', litellm, (python) => {
  let registry: Registry;
  let url: string;
  let own: Priced[];
  let shipped: Priced[];
  let answer: Answer;
  let log: string;

  beforeAll(async () => {
    const server = await startedServer({ ANONYMOUS_ORGANIZATION: 'default' });
    registry = server.registry;
    url = `${server.baseUrl}/compat/litellm/model_prices.json`;
    await prepareOwnModels(registry);
    own = await ownCalls(registry);
    shipped = await shippedCalls(registry);
    const asked = JSON.stringify([...own, ...shipped].map(({ call }) => call));
    const environment = { LITELLM_MODEL_COST_MAP_URL: url };
    const { code, stdout, stderr } = await run(python, [script, asked], { environment });
    expect(code, stderr).toBe(0);
    answer = JSON.parse(stdout);
    log = stderr;
  });

  const theirs = (asked: readonly Priced[], costs: readonly number[]) =>
    asked.map(({ what }, index) => [what, digits(costs[index] ?? Number.NaN)]);
  const expected = (asked: readonly Priced[]) =>
    asked.map(({ what, model, call }) => [what, ours(model, call.usage)]);

  it('takes our map and says nothing of falling back to its own', async () => {
    expect(answer.source).toMatchObject({ source: 'remote', url, fallback_reason: null });
    expect(answer.names.sort()).toEqual(Object.keys(await registry.getLitellmPrices()).sort());
    expect(answer.names).toContain('acme/größe L');
    expect(log).not.toMatch(/fall|backup/i);
  });

  it('bills as we do, to the decimal', () => {
    expect(theirs(own, answer.costs)).toEqual(expected(own));
  });

  it('bills shipped models as we do around every threshold', () => {
    expect(shipped.length).toBeGreaterThan(50);
    expect(theirs(shipped, answer.costs.slice(own.length))).toEqual(expected(shipped));
  });
});
