import type { CallHistory } from './problem.js';

/** What {@link RegistryUnreachable} is made of. */
export interface SilenceFacts {
  url: string;
  timedOut: boolean;
  cause: unknown;
}

/** No answer came: the network failed, or the time was up. What the registry did with the request is not known. */
export class RegistryUnreachable extends Error {
  override readonly name = 'RegistryUnreachable';
  /** What `fetch` threw; for a time-out an Error that says how long was waited. */
  override readonly cause: unknown;
  /** Whether the time was up, as opposed to a failed connection. */
  readonly timedOut: boolean;
  /** How often it was tried. */
  readonly attempts: number;
  /** True for a write: it may be stored although no answer came. */
  readonly mayHaveBeenApplied: boolean;

  constructor(facts: SilenceFacts, history: CallHistory) {
    const tries = history.attempts === 1 ? '' : ` in ${history.attempts} tries`;
    super(`No answer from ${facts.url}${tries}: ${reason(facts.cause)}`);
    this.cause = facts.cause;
    this.timedOut = facts.timedOut;
    this.attempts = history.attempts;
    this.mayHaveBeenApplied = history.mayHaveBeenApplied;
  }
}

// fetch says only "fetch failed"; what failed is in the cause of that.
function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.cause instanceof Error
    ? `${cause.message} (${cause.cause.message || cause.cause.name})`
    : cause.message;
}
