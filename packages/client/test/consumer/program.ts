import {
  type CallCost,
  costOf,
  createClient,
  type ErrorCode,
  type LiveModels,
  type LiveTrouble,
  type Model,
  type ModelReplacement,
  RegistryProblem,
  RegistryUnreachable,
  type SnapshotStore,
  type Support,
  supports,
  type TokenUsage,
  usageOf,
} from '@llm-registry/client';

export async function tour(baseUrl: string): Promise<string[]> {
  const said: string[] = [];
  const registry = createClient({ baseUrl, token: async () => 'token', retryDelayMs: 1 });

  const fields: ModelReplacement = { base_model_name: 'gpt-4o-mini', input_cost: 0.12, output_cost: null };
  const { data, etag } = await registry.withResponse.getModel({ model_name: 'acme/bot' });
  const replaced: Model = await registry.replaceModel(
    { model_name: data.model_name, ...fields },
    { ifMatch: etag },
  );
  said.push(`replaced ${replaced.model_name}`);

  for await (const model of registry.eachModel({
    filters: { model_type: { value: ['chat'] } },
    sort_by: '-input_cost',
  })) {
    said.push(`listed ${model.model_name}`);
  }

  try {
    await registry.getDefinition({ model_name: 'nothing' });
  } catch (error) {
    if (error instanceof RegistryUnreachable) throw error;
    if (!(error instanceof RegistryProblem)) throw error;
    const code: ErrorCode | 'unrecognized' = error.code;
    said.push(`${error.status} ${code}`);
  }

  const again = await registry.withResponse.getModel({ model_name: 'acme/bot' }, { ifNoneMatch: '"e1"' });
  said.push(again.status === 304 ? 'not modified' : again.data.model_name);
  return said;
}

export function bill(model: Model, answer: { usage: unknown }): string {
  const usage: TokenUsage = usageOf(answer.usage);
  const tools: Support = supports(model, 'tools');
  const cost: CallCost = costOf(model, usage);
  if ('unpriced' in cost) return `unknown: ${[...cost.unpriced, ...cost.conditions].join()}; tools: ${tools}`;
  return `${cost.usd} = ${cost.lines.map((line) => line.usd).join(' + ')}; tools: ${tools}`;
}

/** Prices from memory, fed by the registry. */
export async function follow(baseUrl: string, store?: SnapshotStore): Promise<string[]> {
  const said: string[] = [];
  const registry = createClient({ baseUrl });
  const onError = ({ during, error }: LiveTrouble) => said.push(`${during}: ${error}`);
  const models: LiveModels = await registry.live({ store, waitSeconds: 20, onError });
  const changed = new Promise<void>((resolve) => {
    const stop = models.on('change', ({ name, model, previous }) => {
      said.push(`${name}: ${previous?.input_cost} to ${model?.input_cost}`);
      stop();
      resolve();
    });
  });
  const price: number | null | undefined = models.get('acme/bot')?.input_cost;
  said.push(`${models.state} at ${models.revision}: ${price}`);
  await changed;
  await models.close();
  return [...said, `${models.size} ${models.state}`];
}
