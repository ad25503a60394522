import type { Model } from '../contract.js';

/** What a name meant and what it means now; undefined where it means nothing. */
export interface LiveChange {
  name: string;
  model: Model | undefined;
  previous: Model | undefined;
}

/**
 * All names of an organization with what they mean, aliases among them, in one map: a look-up is one `Map.get`. A key
 * that equals the `model_name` of its model is the model's own place, any other is an alias; a model named like an
 * alias wins, as in the registry.
 */
export class ModelIndex {
  readonly #meanings = new Map<string, Model>();
  #size = 0;

  constructor(models: Iterable<Model> = []) {
    for (const model of models) this.#put(model);
  }

  /** Models, each counted once however many aliases it has. */
  get size(): number {
    return this.#size;
  }

  get(name: string): Model | undefined {
    return this.#meanings.get(name);
  }

  has(name: string): boolean {
    return this.#meanings.has(name);
  }

  /** The model that has this very name, not one that has it as an alias. */
  named(name: string): Model | undefined {
    const model = this.#meanings.get(name);
    return model?.model_name === name ? model : undefined;
  }

  /** Each model once. */
  *values(): Generator<Model, void, undefined> {
    for (const [name, model] of this.#meanings) if (model.model_name === name) yield model;
  }

  /**
   * Makes a name mean a model, or nothing. The model may have another name: then `name` has become an alias of it, as
   * when a model that shadowed an alias was deleted. Answers what changed, which may be both.
   */
  apply(name: string, model: Model | null): LiveChange[] {
    const names = model === null || model.model_name === name ? [name] : [model.model_name, name];
    const before = names.map((one) => this.#meanings.get(one));
    this.#settle(name, model);
    return names
      .map((one, at) => ({ name: one, model: this.#meanings.get(one), previous: before[at] }))
      .filter((change) => change.model !== change.previous);
  }

  #settle(name: string, model: Model | null): void {
    if (model?.model_name !== name) this.#remove(name);
    if (model === null) return;
    this.#put(model);
  }

  #put(model: Model): void {
    const { model_name: name } = model;
    const old = this.named(name);
    if (old) this.#dropAliases(old);
    else this.#size += 1;
    this.#meanings.set(name, model);
    for (const alias of model.aliases) if (!this.named(alias)) this.#meanings.set(alias, model);
  }

  #remove(name: string): void {
    const old = this.named(name);
    this.#meanings.delete(name);
    if (!old) return;
    this.#size -= 1;
    this.#dropAliases(old);
  }

  // An alias may have gone over to another model already, or to a model of that very name.
  #dropAliases(model: Model): void {
    for (const alias of model.aliases) {
      if (this.#meanings.get(alias) === model && alias !== model.model_name) this.#meanings.delete(alias);
    }
  }
}

/** What differs between two states, as a reader of names sees it. */
export function* differences(before: ModelIndex, after: ModelIndex): Generator<LiveChange> {
  for (const previous of before.values()) {
    const name = previous.model_name;
    if (!after.named(name)) yield { name, model: after.get(name), previous };
  }
  for (const model of after.values()) {
    const previous = before.get(model.model_name);
    if (previous !== model) yield { name: model.model_name, model, previous };
  }
}
