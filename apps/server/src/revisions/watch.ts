/** Tells of committed changes: of this server's own at once, of other servers' as soon as they are seen. */
export interface ChangeWatch {
  /**
   * Resolves when the organization has changed since this call, or may have, or when the signal aborts. Ask before you
   * read what you want to be up to date: a change between the two is then not missed.
   */
  next(organization: string, signal: AbortSignal): Promise<void>;
}
