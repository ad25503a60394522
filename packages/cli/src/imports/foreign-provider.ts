import type { JsonObject } from '../file/json.js';
import { type ProviderEntry, providerEntry } from '../file/models-file.js';
import { shippedProviders } from './shipped-providers.js';

/**
 * The id of a provider that models refer to; adds an entry for one that is neither shipped nor there yet. A shipped one is
 * never written: an own provider of its id would take its place for all shipped models too.
 */
export function foreignProvider(
  providers: ProviderEntry[],
  provider_id: string,
  fields: JsonObject = {},
): string {
  const isThere = providers.some((provider) => provider.provider_id === provider_id);
  if (!isThere && !shippedProviders.has(provider_id))
    providers.push(providerEntry({ provider_id, ...fields }));
  return provider_id;
}
