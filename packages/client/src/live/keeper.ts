import type { SnapshotStore } from './snapshot-store.js';
import { piecesOf, type StoredState } from './stored-state.js';
import type { Surroundings } from './surroundings.js';

/** What a keeper needs. */
export interface KeeperParts {
  store: SnapshotStore;
  /** What there is to keep now. */
  describe: () => StoredState;
  /** Milliseconds between the end of one save and the beginning of the next. */
  everyMs: number;
  surroundings: Surroundings;
  /** Told why a save failed; the next one is tried in its time. */
  failed: (error: unknown) => void;
}

/** Saves a copy when it changed, not more often than it may, and once more at its end. */
export class Keeper {
  readonly #parts: KeeperParts;
  readonly #closing = new AbortController();
  #isChanged = false;
  #saving: Promise<void> | undefined;
  #nextAt = Number.NEGATIVE_INFINITY;

  constructor(parts: KeeperParts) {
    this.#parts = parts;
  }

  /** Says that there is something new to keep. */
  changed(): void {
    this.#isChanged = true;
    this.#saving ??= this.#saveWhileChanged().finally(() => {
      this.#saving = undefined;
    });
  }

  /** Saves a last time, so that the age of what is kept is right too. */
  async close(): Promise<void> {
    this.#closing.abort();
    await this.#saving;
    await this.#save();
  }

  async #saveWhileChanged(): Promise<void> {
    const { surroundings, everyMs } = this.#parts;
    const { signal } = this.#closing;
    while (this.#isChanged) {
      const wait = Math.max(0, this.#nextAt - surroundings.now());
      await surroundings.pause(wait, signal).catch(() => {});
      if (signal.aborted) return;
      this.#isChanged = false;
      await this.#save();
      this.#nextAt = surroundings.now() + everyMs;
    }
  }

  async #save(): Promise<void> {
    const { store, describe, failed } = this.#parts;
    try {
      await store.save(piecesOf(describe()));
    } catch (error) {
      failed(error);
    }
  }
}
