import type { Model } from '@llm-registry/api-types';

/** The id of a model at its provider: its name, without the provider where it begins so. */
export function idAtProvider({ model_name: name, provider }: Model): string {
  const prefix = `${provider?.provider_id}/`;
  return provider && name.startsWith(prefix) ? name.slice(prefix.length) : name;
}
