import type { ModelPatch, ModelUpsert } from '@llm-registry/api-types';
import type { ShippedCatalog, ShippedModel } from '@llm-registry/catalog';

/**
 * The rules of models once more, as slowly and plainly as they can be said: every value is looked up anew through the
 * whole chain at each question. What the registry keeps ready has to equal this after any sequence of writes.
 */

type Fields = { [field: string]: unknown };

interface ReferenceModel {
  definition: Fields;
  implicit: string | null;
}

export interface ReferenceLimits {
  chain: number;
  dependents: number;
}

/** What a reference says instead of a value when a write is refused. */
export class Refused extends Error {}

/** Everything that ever shipped: what has left is still there, but not listed. */
export class ReferenceCatalog {
  readonly models = new Map<string, ShippedModel>();
  readonly aliases = new Map<string, string>();
  listed = new Set<string>();

  add(catalog: ShippedCatalog): void {
    this.listed = new Set(catalog.models.map((model) => model.model_name));
    for (const model of catalog.models) {
      this.models.set(model.model_name, model);
      for (const alias of model.aliases) this.aliases.set(alias, model.model_name);
    }
  }
}

const inheritedFields = [
  'input_cost',
  'output_cost',
  'max_context_window',
  'streaming_support',
  'function_call',
  'model_type',
] as const;
const costs = ['input_cost', 'output_cost', 'cache_hit_input_cost', 'cache_creation_input_cost'];

/** RFC 7396 over the two levels that a definition merges. */
export function mergePatch(target: unknown, patch: unknown, levels = 2): unknown {
  if (levels === 0 || patch === null || typeof patch !== 'object' || Array.isArray(patch)) return patch;
  const result: Fields = target !== null && typeof target === 'object' ? { ...target } : {};
  for (const [key, value] of Object.entries(patch)) {
    if (value === null) delete result[key];
    else result[key] = mergePatch(result[key], value, levels - 1);
  }
  return result;
}

export class Reference {
  private own = new Map<string, ReferenceModel>();
  private readonly catalog: ReferenceCatalog;
  private readonly limits: ReferenceLimits;
  private readonly providers: ReadonlySet<string>;

  constructor(catalog: ReferenceCatalog, limits: ReferenceLimits, providers: ReadonlySet<string>) {
    this.catalog = catalog;
    this.limits = limits;
    this.providers = providers;
  }

  names(): string[] {
    return [...this.own.keys()];
  }

  counts() {
    const hidden = this.names().filter((name) => this.catalog.listed.has(name));
    return { own_count: this.own.size, hidden_count: hidden.length };
  }

  definition(name: string): Fields | undefined {
    return this.own.get(name)?.definition;
  }

  post(body: ModelUpsert): void {
    const { model_name: name = '', ...patch } = body;
    this.write(name, mergePatch(this.definition(name) ?? {}, patch));
  }

  put(name: string, body: ModelPatch): void {
    this.assertWritable(name);
    this.write(name, mergePatch({}, body));
  }

  patch(name: string, body: ModelPatch): void {
    this.assertWritable(name);
    this.write(name, mergePatch(this.definition(name), body));
  }

  remove(name: string): void {
    this.assertWritable(name);
    this.tentatively(() => {
      this.own.delete(name);
      if (this.catalog.models.has(name)) return;
      const target = this.catalog.aliases.get(name);
      for (const [other, model] of this.own) {
        if (this.baseOf(other) !== name) continue;
        if (target === undefined) throw new Refused('model_in_use');
        model.definition = { ...model.definition, base_model_name: target };
      }
    });
  }

  /** The name of a model that is answered for a name, and whether it is an own one. */
  meaning(name: string): { name: string; own: boolean } | null {
    if (this.own.has(name)) return { name, own: true };
    if (this.catalog.models.has(name)) return { name, own: false };
    const target = this.catalog.aliases.get(name);
    return target === undefined ? null : { name: target, own: this.own.has(target) };
  }

  effective(name: string, own: boolean): Fields {
    return own ? this.effectiveOwn(name) : this.effectiveShipped(name);
  }

  private assertWritable(name: string): void {
    if (this.own.has(name)) return;
    throw new Refused(this.meaning(name) ? 'catalog_read_only' : 'model_not_found');
  }

  private write(name: string, merged: unknown): void {
    // A patch of an object, merged into an object, makes one (RFC 7396, 2).
    const definition = { ...(merged as Fields) };
    if (typeof definition['base_model_name'] === 'string') {
      definition['base_model_name'] = this.resolve(name, definition['base_model_name']);
    }
    const provider = definition['provider_id'];
    if (typeof provider === 'string' && !this.providers.has(provider)) throw new Refused('unknown_provider');
    this.tentatively(() => {
      const implicit = this.own.has(name) ? (this.own.get(name)?.implicit ?? null) : this.implicitBase(name);
      this.own.set(name, { definition, implicit });
    });
  }

  private implicitBase(name: string): string | null {
    return this.catalog.models.has(name) ? name : (this.catalog.aliases.get(name) ?? null);
  }

  private resolve(name: string, given: string): string {
    if (given === name) {
      const base = this.implicitBase(name);
      if (base === null) throw new Refused('inheritance_cycle');
      return base;
    }
    const meaning = this.meaning(given);
    if (meaning === null) throw new Refused('unknown_base');
    return meaning.name;
  }

  /** Runs a change and takes it back where it leaves models that cannot be. */
  private tentatively(change: () => void): void {
    const before = new Map([...this.own].map(([name, model]) => [name, { ...model }]));
    try {
      change();
      const chains = this.names().map((name) => this.chain(name));
      if (chains.some((chain) => chain === null)) throw new Refused('inheritance_cycle');
      if (chains.some((chain) => (chain?.length ?? 0) > this.limits.chain))
        throw new Refused('chain_too_long');
      const below = new Map<string, number>();
      for (const link of chains.flatMap((chain) => chain?.slice(1) ?? []))
        below.set(link, (below.get(link) ?? 0) + 1);
      if ([...below.values()].some((count) => count > this.limits.dependents))
        throw new Refused('too_many_dependents');
    } catch (error) {
      this.own = before;
      throw error;
    }
  }

  private baseOf(name: string): string | null {
    const model = this.own.get(name);
    const given = model?.definition['base_model_name'];
    return typeof given === 'string' ? given : (model?.implicit ?? null);
  }

  /** The models of a chain as `own x` or `shipped x`; null where it never ends. */
  private chain(name: string): string[] | null {
    const chain = [`own ${name}`];
    for (let at: string | null = name; at !== null; ) {
      const base: string | null = this.baseOf(at);
      if (base === null) return chain;
      const own: boolean = base !== at && this.own.has(base);
      chain.push(`${own ? 'own' : 'shipped'} ${base}`);
      if (!own) return chain;
      if (chain.length > 100) return null;
      at = base;
    }
    return chain;
  }

  private effectiveShipped(name: string): Fields {
    const model = this.catalog.models.get(name);
    if (!model) throw new Error(`The catalog never had ${name}.`);
    const { provider_id, ...fields } = model;
    return {
      ...fields,
      display_name: model.display_name ?? name,
      aliases: model.aliases.filter((alias) => this.catalog.aliases.get(alias) === name),
      base_model_name: null,
      is_called_by_custom_name: false,
      provider: provider_id,
    };
  }

  private effectiveOwn(name: string): Fields {
    const set = this.definition(name) ?? {};
    const baseName = this.baseOf(name);
    const base =
      baseName === null ? null : this.effective(baseName, baseName !== name && this.own.has(baseName));
    const called = set['is_called_by_custom_name'] ?? (base === null || 'provider_id' in set);
    const values = inheritedFields.map((field) => [field, set[field] ?? base?.[field] ?? null]);
    const effective = Object.fromEntries(values);
    const priced = base === null || costs.some((cost) => cost in set);
    return {
      ...effective,
      model_type: effective.model_type ?? 'chat',
      model_name: name,
      display_name: set['display_name'] ?? name,
      base_model_name: baseName,
      aliases: this.catalog.models.has(name) ? this.effectiveShipped(name)['aliases'] : [],
      is_called_by_custom_name: called,
      upstream_model: set['upstream_model'] ?? (called ? name : (base?.['upstream_model'] ?? null)),
      price_tiers: priced ? null : base['price_tiers'],
      price_conditions: priced ? [] : base['price_conditions'],
      provider: set['provider_id'] ?? base?.['provider'] ?? null,
      supported_params: this.params(base?.['supported_params'], effective, set['supported_params_override']),
    };
  }

  private params(inherited: unknown, effective: Fields, override: unknown): Fields {
    const params: Fields = { ...(inherited ?? {}) };
    const off = [
      ...(effective['function_call'] === 0 ? ['tools', 'tool_choice', 'parallel_tool_calls'] : []),
      ...(effective['streaming_support'] === 0 ? ['stream', 'stream_options'] : []),
    ];
    for (const param of off) if (param in params) params[param] = false;
    return { ...params, ...(override ?? {}) };
  }
}
