import type { Model } from '../contract.js';
import type { LiveChange } from './model-index.js';
import type { SnapshotStore } from './snapshot-store.js';

/**
 * `live`: the registry's last answer was taken, and the next is being waited for. `reconnecting`: a request failed, or
 * none was answered yet; what is there is the last known state. `closed`: nothing changes any more.
 */
export type LiveState = 'live' | 'reconnecting' | 'closed';

/** Something went wrong that the copy survives: `feed`, another request follows; `store`, another save follows; `listener`. */
export interface LiveTrouble {
  during: 'feed' | 'store' | 'listener';
  /** For the feed what a call rejects with (RegistryProblem, RegistryUnreachable, …), else what was thrown. */
  error: unknown;
}

/** What listeners are told. */
export interface LiveEvents {
  /** A name means something else now. */
  change: LiveChange;
  state: { state: LiveState; previous: LiveState };
  /**
   * The changes since the last answer were not to be had, so everything was loaded anew; what differs follows as changes.
   * `isOlder`: the registry has another history now, such as a restored backup, and its revision is less than before.
   */
  reload: { revision: number; previousRevision: number; isOlder: boolean };
  error: LiveTrouble;
}

/** All models of an organization in memory, kept current. What it answers is frozen. */
export interface LiveModels {
  /**
   * What the name means, by the registry's own rule: the model of that very name, else the one that has it as an alias.
   * Undefined if it means nothing. One look-up in a map; it never waits and never throws.
   */
  get(name: string): Model | undefined;
  /** Whether the name means anything. */
  has(name: string): boolean;
  /** Each model once. */
  values(): IterableIterator<Model>;
  /** Models, aliases not counted. */
  readonly size: number;
  /** The organization's revision up to which nothing is missing. It goes down only with a `reload` that says so. */
  readonly revision: number;
  /**
   * Milliseconds since this was last known to be current: since an answer that nothing more has changed began to arrive. The
   * server gave it just before; only its way here is not counted. While nothing changes it grows up to `waitSeconds`
   * and begins anew. By a clock that only goes forward; of what came out of a store, by the clock on the wall until then.
   */
  readonly age: number;
  readonly state: LiveState;
  /**
   * Calls `listener` at each event; answers the function that ends that. What a listener throws is an `error` event; what
   * a listener of `error` throws is told nobody.
   */
  on<E extends keyof LiveEvents>(event: E, listener: (event: LiveEvents[E]) => void): () => void;
  /** Ends the feed and its request, and saves a last time. What is there can still be read. */
  close(): Promise<void>;
}

/** How a live copy is kept. */
export interface LiveOptions {
  /** Where to keep the models for the next start, when the registry may be down. */
  store?: SnapshotStore | undefined;
  /** Milliseconds between two saves of what changed; 60,000 by default. */
  saveIntervalMs?: number | undefined;
  /** Seconds (1 to 60) that the registry holds a request while nothing changes; 25 by default. Less than any proxy's patience. */
  waitSeconds?: number | undefined;
  /** Milliseconds without a byte, beyond the wait, after which a request is given up; 10,000 by default. */
  timeoutMs?: number | undefined;
  /** A listener of `error` that hears what happens before `live()` resolves too. */
  onError?: ((trouble: LiveTrouble) => void) | undefined;
}
