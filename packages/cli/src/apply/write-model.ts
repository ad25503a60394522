import { type ModelReplacement, type Registry, RegistryProblem } from '@llm-registry/client';
import { same } from '../file/json.js';
import type { ModelEntry } from '../file/models-file.js';
import { readDefinition } from '../registry/state.js';
import { Conflict } from './conflict.js';
import type { ModelChange } from './plan.js';

/** An ETag moves with the base and the provider too, so that a write of the same model may need another one. */
const tries = 5;

/**
 * Makes one change of a model, if the model is still what it was when the change was planned. A model that is already
 * as wanted (an earlier try whose answer was lost) is fine.
 * @throws Conflict, RegistryProblem, RegistryUnreachable
 */
export async function writeModel(registry: Registry, change: ModelChange): Promise<void> {
  let { etag } = change;
  for (let left = tries; left > 0; left--) {
    try {
      return await send(registry, change, etag);
    } catch (error) {
      if (!isStale(error)) throw error;
      const now = await readDefinition(registry, change.name);
      if (same(now?.entry, change.after)) return;
      if (!now || !same(now.entry, change.before)) throw new Conflict(change);
      etag = now.etag;
    }
  }
  throw new Conflict(change);
}

function isStale(error: unknown): boolean {
  return (
    error instanceof RegistryProblem &&
    (error.code === 'precondition_failed' || error.code === 'model_not_found')
  );
}

async function send(registry: Registry, change: ModelChange, etag: string | null): Promise<void> {
  const { name, before, after } = change;
  if (!after) await registry.deleteModel({ model_name: name }, { ifMatch: etag });
  else if (before) await registry.replaceModel({ ...bodyOf(after), model_name: name }, { ifMatch: etag });
  else await registry.upsertModel({ ...bodyOf(after), model_name: name }, { ifNoneMatch: '*' });
}

// The names of the fields were checked against the contract's when the file was read; the registry judges the values.
const bodyOf = (entry: ModelEntry): ModelReplacement => entry as ModelReplacement;
