/**
 * Where a live copy is kept for the next start. `@llm-registry/client/snapshot-file` keeps it in a file; anything that
 * keeps bytes can be one. One store for one copy: of one organization, in one process at a time.
 */
export interface SnapshotStore {
  /** What was saved last, in pieces of any size; undefined if nothing was. */
  load(): Promise<AsyncIterable<Uint8Array> | undefined>;
  /** Keeps these pieces (text, UTF-8), all or none: until it resolves, `load` answers what was saved before. */
  save(pieces: Iterable<string>): Promise<void>;
}
