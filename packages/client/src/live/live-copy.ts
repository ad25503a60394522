import type { Model } from '../contract.js';
import type { ModelsCopy } from './copy.js';
import type { Feed } from './feed.js';
import { type Followed, Follower, isGone } from './follower.js';
import { Keeper } from './keeper.js';
import { Listeners } from './listeners.js';
import type { LiveEvents, LiveModels, LiveState } from './live-models.js';
import type { LiveChange } from './model-index.js';
import type { LiveSettings } from './settings.js';
import type { StoredState } from './stored-state.js';
import type { Surroundings } from './surroundings.js';

/** What a live copy is made of. */
export interface LiveParts {
  copy: ModelsCopy;
  /** By the clock that only goes forward. */
  currentAt: number;
  state: LiveState;
  feed: Feed;
  baseUrl: string;
  settings: LiveSettings;
  surroundings: Surroundings;
}

/** A copy with what keeps it current, and those who want to know. */
export class LiveCopy implements LiveModels {
  readonly #copy: ModelsCopy;
  readonly #parts: LiveParts;
  readonly #listeners: Listeners<LiveEvents>;
  readonly #closing = new AbortController();
  readonly #keeper: Keeper | undefined;
  readonly #following: Promise<void>;
  #contact: (error?: unknown) => void = () => {};
  #state: LiveState;
  #currentAt: number;
  #closed: Promise<void> | undefined;

  /** Resolves at the first answer that leaves nothing missing, or with why the first request failed. */
  readonly firstContact: Promise<unknown>;

  constructor(parts: LiveParts) {
    this.#parts = parts;
    this.#copy = parts.copy;
    this.#state = parts.state;
    this.#currentAt = parts.currentAt;
    this.#listeners = new Listeners((event, error) => {
      // Whoever throws at being told of trouble would throw at being told of that too, without end.
      if (event !== 'error') this.#tellTrouble('listener', error);
    });
    this.#keeper = this.#createKeeper();
    this.firstContact = new Promise((resolve) => {
      this.#contact = resolve;
    });
    if (parts.settings.onError) this.on('error', parts.settings.onError);
    this.#following = this.#follow();
    if (parts.state === 'live') this.#keeper?.changed();
  }

  get(name: string): Model | undefined {
    return this.#copy.index.get(name);
  }

  has(name: string): boolean {
    return this.#copy.index.has(name);
  }

  values(): IterableIterator<Model> {
    return this.#copy.index.values();
  }

  get size(): number {
    return this.#copy.index.size;
  }

  get revision(): number {
    return this.#copy.revision;
  }

  get age(): number {
    return this.#parts.surroundings.now() - this.#currentAt;
  }

  get state(): LiveState {
    return this.#state;
  }

  on<E extends keyof LiveEvents>(event: E, listener: (event: LiveEvents[E]) => void): () => void {
    return this.#listeners.add(event, listener);
  }

  close(): Promise<void> {
    this.#closed ??= this.#close();
    return this.#closed;
  }

  async #close(): Promise<void> {
    this.#closing.abort();
    await this.#following;
    await this.#keeper?.close();
    this.#enter('closed');
  }

  #follow(): Promise<void> {
    const { copy, feed, settings, surroundings, state } = this.#parts;
    const { signal } = this.#closing;
    const { waitSeconds } = settings;
    const isCurrent = state === 'live';
    const followed = this.#followed();
    return new Follower({ copy, feed, waitSeconds, surroundings, followed, signal, isCurrent }).run();
  }

  #followed(): Followed {
    return {
      updated: (changes, { answeredAt, isCurrent }) => {
        if (isCurrent) this.#isCurrentSince(answeredAt);
        this.#tellChanges(changes);
      },
      reloaded: (changes, { previousRevision }) => {
        const { revision } = this.#copy;
        this.#listeners.tell('reload', { revision, previousRevision, isOlder: revision < previousRevision });
        this.#tellChanges(changes);
      },
      failed: (error) => {
        this.#enter('reconnecting');
        this.#tellTrouble('feed', error);
        if (!isGone(error)) this.#contact(error);
      },
    };
  }

  #isCurrentSince(answeredAt: number): void {
    this.#currentAt = answeredAt;
    this.#enter('live');
    this.#contact();
  }

  #enter(state: LiveState): void {
    const previous = this.#state;
    this.#state = state;
    if (state !== previous) this.#listeners.tell('state', { state, previous });
  }

  #tellChanges(changes: readonly LiveChange[]): void {
    if (changes.length > 0) this.#keeper?.changed();
    for (const change of changes) this.#listeners.tell('change', change);
  }

  #tellTrouble(during: 'feed' | 'store' | 'listener', error: unknown): void {
    this.#listeners.tell('error', { during, error });
  }

  #createKeeper(): Keeper | undefined {
    const { settings, surroundings } = this.#parts;
    const { store, saveIntervalMs: everyMs } = settings;
    const failed = (error: unknown) => this.#tellTrouble('store', error);
    return store && new Keeper({ store, everyMs, surroundings, failed, describe: () => this.#describe() });
  }

  #describe(): StoredState {
    const { revision, cursor } = this.#copy;
    const currentAt = this.#parts.surroundings.wallNow() - this.age;
    return { baseUrl: this.#parts.baseUrl, currentAt, revision, cursor, models: [...this.values()] };
  }
}
