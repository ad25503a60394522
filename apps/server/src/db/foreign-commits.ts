/** What others committed since the last question. */
export interface ForeignChanges {
  organizations: readonly string[];
  /** Whether something changed that concerns every organization: a newer catalog, for example. */
  everything: boolean;
}

/** How a server learns what other processes have committed to its database. */
export type ForeignCommits =
  /** Asked whenever it matters, because asking costs microseconds. Answers whether there were any since it was last asked. */
  { kind: 'checked'; happened(): boolean } | PolledCommits;

/** Asked at an interval. */
export interface PolledCommits {
  kind: 'polled';
  /** Rejects where the database does not answer. */
  poll(): Promise<ForeignChanges>;
  /**
   * No news is what this process has committed itself.
   * @param changedIn the transaction. Nobody else may have changed the organization between what this process knew of it and that.
   */
  own(organization: string, changedIn: string): void;
}
