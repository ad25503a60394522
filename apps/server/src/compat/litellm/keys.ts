import type { Model } from '@llm-registry/api-types';
import { idAtProvider } from '../id-at-provider.js';
import { litellmProvider } from './providers.js';

/** Members of the cost map that LiteLLM takes for something else than a model. */
const reserved: ReadonlySet<string> = new Set(['sample_spec', 'fallback_generalizations']);

/** A name in LiteLLM's spelling: `google/gemini-2.5-pro` is `gemini/gemini-2.5-pro` there. Nothing for one that is not of a provider it knows. */
function spellings(model: Model): string[] {
  const known = litellmProvider(model.provider?.provider_id);
  const id = idAtProvider(model);
  return known && id !== model.model_name ? known.prefixes.map((prefix) => prefix + id) : [];
}

/** Under which keys the cost map has a model. */
export interface LitellmKeys {
  /** Own models have their own name, whatever else there is of that name. */
  name: string | null;
  /** These yield to the names of own models, and to what came before. */
  others: string[];
}

/**
 * LiteLLM's spelling is there for own models too: one that stands in for a shipped model has to be found where LiteLLM
 * looks for that.
 */
export function litellmKeys(model: Model): LitellmKeys {
  const { model_name: name, aliases, source } = model;
  const isOwn = source === 'db';
  const spelled = spellings(model);
  const others = [...(spelled.length > 0 || isOwn ? spelled : [name]), ...aliases];
  return {
    name: isOwn && !reserved.has(name) ? name : null,
    others: [...new Set(others)].filter((key) => !reserved.has(key) && !(isOwn && key === name)),
  };
}
