import type { Registry } from '@llm-registry/client';
import { progressOf } from '../terminal/progress.js';
import type { Terminal } from '../terminal/terminal.js';
import type { Change } from './plan.js';
import { writeModel } from './write-model.js';
import { writeProvider } from './write-provider.js';

/** How far it came. */
export interface Outcome {
  applied: Change[];
  /** The change that failed, and why; nothing after it was tried. */
  failed: { change: Change; error: unknown } | undefined;
  remaining: Change[];
}

/** Makes the changes one after the other, and stops at the first that fails: what follows may build on it. */
export async function applyChanges(
  registry: Registry,
  changes: readonly Change[],
  terminal: Terminal,
): Promise<Outcome> {
  const progress = progressOf(terminal, 'Change', changes.length);
  const outcome = await inOrder(registry, changes, () => progress.step());
  progress.done();
  return outcome;
}

async function inOrder(registry: Registry, changes: readonly Change[], step: () => void): Promise<Outcome> {
  for (const [index, change] of changes.entries()) {
    try {
      await write(registry, change);
    } catch (error) {
      const [applied, remaining] = [changes.slice(0, index), changes.slice(index + 1)];
      return { applied, failed: { change, error }, remaining };
    }
    step();
  }
  return { applied: [...changes], failed: undefined, remaining: [] };
}

function write(registry: Registry, change: Change): Promise<void> {
  return change.kind === 'model' ? writeModel(registry, change) : writeProvider(registry, change);
}
