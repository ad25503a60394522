import { setImmediate as nextTurn } from 'node:timers/promises';
import { errors } from '../errors.js';

/** What became of something that was done together with others. */
export type Fate<Value> = { value: Value } | { error: unknown };

/**
 * Does things for one key together.
 * @param next takes the next one that waits, also one that came meanwhile; null when there is none or enough were taken
 * @returns what became of each, in the order in which they were taken
 */
export type Together<Item, Value> = (key: string, next: () => Item | null) => Promise<Fate<Value>[]>;

export interface GatheringLimits {
  /** How many are done together at most. */
  together: number;
  /** How many wait for one key at most; who comes beyond is refused at once rather than late. */
  waiting: number;
  /** Milliseconds after which those that still wait are refused. */
  patience: number;
}

const usualLimits: GatheringLimits = { together: 64, waiting: 2_000, patience: 5_000 };

interface Waiting<Item, Value> {
  item: Item;
  resolve(value: Value): void;
  reject(error: unknown): void;
  timer: NodeJS.Timeout;
}

/**
 * Gathers what comes for a key while others of that key are being done, so that it is done together next. Different
 * keys do not wait for each other.
 * @throws database_unavailable for whoever waited too long, or finds too many who wait
 */
export function createGathering<Item, Value>(
  together: Together<Item, Value>,
  limits: GatheringLimits = usualLimits,
): (key: string, item: Item) => Promise<Value> {
  /** Who waits for a key, while somebody works for it. */
  const queues = new Map<string, Set<Waiting<Item, Value>>>();

  function takeFrom(queue: Set<Waiting<Item, Value>>, taken: Waiting<Item, Value>[]): Item | null {
    const [first] = queue;
    if (first === undefined || taken.length === limits.together) return null;
    queue.delete(first);
    clearTimeout(first.timer);
    taken.push(first);
    return first.item;
  }

  async function doSome(key: string, queue: Set<Waiting<Item, Value>>): Promise<void> {
    const taken: Waiting<Item, Value>[] = [];
    try {
      const fates = await together(key, () => takeFrom(queue, taken));
      for (const [index, { resolve, reject }] of taken.entries()) {
        const fate = fates[index] ?? { error: new Error('What was done together left one out.') };
        if ('error' in fate) reject(fate.error);
        else resolve(fate.value);
      }
    } catch (error) {
      for (const { reject } of taken) reject(error);
    }
  }

  async function work(key: string, queue: Set<Waiting<Item, Value>>): Promise<void> {
    while (queue.size > 0) {
      // What has arrived at the same moment has joined them after this.
      await nextTurn();
      await doSome(key, queue);
    }
    queues.delete(key);
  }

  function begin(key: string): Set<Waiting<Item, Value>> {
    const queue = new Set<Waiting<Item, Value>>();
    queues.set(key, queue);
    // Those who wait are told whatever goes wrong; nobody waits for the work itself.
    queueMicrotask(() => void work(key, queue));
    return queue;
  }

  return (key, item) =>
    new Promise((resolve, reject) => {
      const queue = queues.get(key) ?? begin(key);
      if (queue.size >= limits.waiting) return reject(errors.databaseUnavailable());
      const timer = setTimeout(() => {
        queue.delete(waiting);
        reject(errors.databaseUnavailable());
      }, limits.patience);
      const waiting = { item, resolve, reject, timer };
      queue.add(waiting);
    });
}
