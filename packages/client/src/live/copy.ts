import type { ChangePage, Model } from '../contract.js';
import { freeze } from './freeze.js';
import { isSame } from './is-same.js';
import { differences, type LiveChange, ModelIndex } from './model-index.js';
import type { SnapshotFacts } from './shapes.js';

/** An answer that is older than what is known: of a server that lags behind, or kept by something in between. */
export class OutdatedAnswer extends Error {
  override readonly name = 'OutdatedAnswer';
  constructor(revision: number, known: number) {
    super(`The answer is of revision ${revision}, but ${known} is known already`);
  }
}

/**
 * The models of an organization as of a revision. Knows nothing of requests and time. Each of its changes is one step:
 * nobody sees half of it.
 */
export class ModelsCopy {
  #index: ModelIndex;
  #revision: number;
  #cursor: string;

  /** The models are taken over as they are; `keep` has frozen them. */
  constructor({ models, revision, cursor }: SnapshotFacts & { models: Iterable<Model> }) {
    this.#index = new ModelIndex(models);
    this.#revision = revision;
    this.#cursor = cursor;
  }

  get index(): ModelIndex {
    return this.#index;
  }

  /** Nothing up to this revision is missing. */
  get revision(): number {
    return this.#revision;
  }

  /** Where the feed goes on. */
  get cursor(): string {
    return this.#cursor;
  }

  /** What to keep of a model that comes: the one that is there, if it is the same. */
  readonly keep = (model: Model): Model => {
    const known = this.#index.named(model.model_name);
    return known && isSame(known, model) ? known : freeze(model);
  };

  /** Takes a page of changes; those that are known already change nothing. Throws OutdatedAnswer for an older one. */
  apply(page: ChangePage): LiveChange[] {
    if (page.revision < this.#revision) throw new OutdatedAnswer(page.revision, this.#revision);
    const changes = page.changes
      .filter(({ revision }) => revision > this.#revision)
      .flatMap(({ name, model }) => this.#index.apply(name, model && this.keep(model)));
    this.#revision = Math.max(this.#revision, completeUpTo(page));
    this.#cursor = page.cursor;
    return changes;
  }

  /** Takes a snapshot in the place of all that is known. */
  replace({ models, revision, cursor }: SnapshotFacts & { models: Iterable<Model> }): LiveChange[] {
    const before = this.#index;
    this.#index = new ModelIndex(models);
    this.#revision = revision;
    this.#cursor = cursor;
    return [...differences(before, this.#index)];
  }
}

// Where more is to come, that may be of the last revision too.
function completeUpTo(page: ChangePage): number {
  if (!page.has_more) return page.revision;
  return (page.changes.at(-1)?.revision ?? 0) - 1;
}
