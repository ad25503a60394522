/** What others committed since the last question. */
export interface ForeignChanges {
  organizations: readonly string[];
  /** Whether something changed that concerns every organization: a newer catalog, for example. */
  everything: boolean;
}

/** How a server learns what other processes have committed to its database. */
export type ForeignCommits =
  /** Asked whenever it matters, because asking costs microseconds. Answers whether there were any since it was last asked. */
  | { kind: 'checked'; happened(): boolean }
  /** Asked at an interval. Rejects where the database does not answer. */
  | { kind: 'polled'; poll(): Promise<ForeignChanges> };
