import { Complaint } from '../complaint.js';
import { byText } from '../file/json.js';
import type { ModelEntry } from '../file/models-file.js';

/** The name that a model inherits from. A base that is its own name means the shipped model, which is always there. */
export function baseOf(model: ModelEntry): string | undefined {
  const base = model['base_model_name'];
  return typeof base === 'string' && base !== model.model_name ? base : undefined;
}

/**
 * Bases before what inherits from them, else by name.
 * @throws Complaint when models inherit from each other
 */
export function basesFirst<M extends ModelEntry>(models: readonly M[]): M[] {
  const byName = new Map(models.map((model) => [model.model_name, model]));
  const ordered = new Set<M>();
  for (const model of [...models].sort((a, b) => byText(a.model_name, b.model_name))) {
    const chain = chainTo(model, byName, ordered);
    for (const link of chain.reverse()) ordered.add(link);
  }
  return [...ordered];
}

/** From a model up to the first that is in order already. */
function chainTo<M extends ModelEntry>(model: M, byName: Map<string, M>, ordered: Set<M>): M[] {
  const chain: M[] = [];
  for (let link: M | undefined = model; link && !ordered.has(link); link = byName.get(baseOf(link) ?? '')) {
    if (chain.includes(link)) {
      const names = [...chain, link].map(({ model_name }) => `"${model_name}"`);
      throw new Complaint(`Models inherit from each other: ${names.join(' → ')}.`);
    }
    chain.push(link);
  }
  return chain;
}
