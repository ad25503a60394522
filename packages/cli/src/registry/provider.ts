import type { Provider } from '@llm-registry/client';
import { type ProviderEntry, providerEntry } from '../file/models-file.js';

/** A provider as a file has it: secrets as `"***"`, references as they are. */
export function entryOfProvider(provider: Provider): ProviderEntry {
  const { provider_id, provider_name, extra_kwargs, api_key_reference, has_api_key } = provider;
  const api_key = api_key_reference ?? (has_api_key ? '***' : null);
  return providerEntry({ provider_id, provider_name, api_key, extra_kwargs });
}

/** Shipped providers were never created. */
export function isOwnProvider(provider: Provider): boolean {
  return provider.created_at !== null;
}
