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
  /** What was not tried, because of a failure or because somebody interrupted it. */
  remaining: Change[];
}

/**
 * Makes the changes one after the other, and stops at the first that fails: what follows may build on it. An interruption
 * ends it after the change that is being made.
 */
export async function applyChanges(
  registry: Registry,
  changes: readonly Change[],
  terminal: Terminal,
): Promise<Outcome> {
  const progress = progressOf(terminal, 'Change', changes.length);
  const interruption = new AbortController();
  const takeBack = terminal.whenInterrupted(() => interruption.abort());
  const outcome = await inOrder(registry, changes, () => progress.step(), interruption.signal);
  takeBack();
  progress.done();
  return outcome;
}

async function inOrder(
  registry: Registry,
  changes: readonly Change[],
  step: () => void,
  interrupted: AbortSignal,
): Promise<Outcome> {
  for (const [index, change] of changes.entries()) {
    if (interrupted.aborted) {
      return { applied: changes.slice(0, index), failed: undefined, remaining: changes.slice(index) };
    }
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
