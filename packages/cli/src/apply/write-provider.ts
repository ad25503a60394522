import { type Registry, RegistryProblem } from '@llm-registry/client';
import { same } from '../file/json.js';
import type { ProviderEntry } from '../file/models-file.js';
import { entryOfProvider, isOwnProvider } from '../registry/provider.js';
import { Conflict } from './conflict.js';
import type { ProviderChange } from './plan.js';

/**
 * Makes one change of a provider, if it is still what it was when the change was planned. One that is already as
 * wanted is fine.
 * @throws Conflict, RegistryProblem, RegistryUnreachable
 */
export async function writeProvider(registry: Registry, change: ProviderChange): Promise<void> {
  const now = await readProvider(registry, change.name);
  if (now && same(now.entry, change.after)) return;
  if (!now && !change.after) return;
  if (!same(now?.entry, change.before)) throw new Conflict(change);
  try {
    await send(registry, change, now?.etag ?? null);
  } catch (error) {
    if (!isConflict(error)) throw error;
    // Another run of the same file, or an earlier try whose answer was lost, may have made it so.
    const later = await readProvider(registry, change.name);
    if (!same(later?.entry, change.after)) throw new Conflict(change);
  }
}

function isConflict(error: unknown): boolean {
  const codes = ['precondition_failed', 'provider_exists', 'provider_not_found'];
  return error instanceof RegistryProblem && codes.includes(error.code);
}

/** The own provider of that id, with its ETag; undefined where the organization has none. */
async function readProvider(
  registry: Registry,
  provider_id: string,
): Promise<{ entry: ProviderEntry; etag: string | null } | undefined> {
  try {
    const { data, etag } = await registry.withResponse.getProvider({ provider_id });
    return isOwnProvider(data) ? { entry: entryOfProvider(data), etag } : undefined;
  } catch (error) {
    if (error instanceof RegistryProblem && error.code === 'provider_not_found') return undefined;
    throw error;
  }
}

async function send(registry: Registry, change: ProviderChange, etag: string | null): Promise<void> {
  const { name: provider_id, before, after } = change;
  if (!after) await registry.deleteProvider({ provider_id }, { ifMatch: etag });
  else if (before) await registry.replaceProvider({ ...after, provider_id }, { ifMatch: etag });
  else await registry.createProvider({ ...after, provider_id });
}
