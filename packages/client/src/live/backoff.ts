import { RegistryProblem } from '../problem.js';

const FIRST_MS = 1_000;
const LONGEST_MS = 30_000;
// Whatever stands in between may ask for a day; nobody wants a copy that is a day behind for that.
const LONGEST_ASKED_MS = 300_000;
// The others say what will be no better in a second: a credential, a role, a route that is not there.
const PASSING: ReadonlySet<number> = new Set([200, 408, 410, 425, 429]);

/**
 * Milliseconds before the next try after this many failed ones in a row. Full jitter below a bound that doubles from 1 s to
 * 30 s, so that clients which lost a server together do not come back together; never sooner than `Retry-After`
 * says, up to 5 minutes. What another try will hardly change (401, 403) waits 15 to 30 s.
 */
export function backoff(failures: number, error: unknown, random: () => number): number {
  const bound = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
  if (!(error instanceof RegistryProblem)) return random() * bound;
  if (isLasting(error)) return LONGEST_MS / 2 + (random() * LONGEST_MS) / 2;
  return Math.min(LONGEST_ASKED_MS, (error.retryAfter ?? 0) * 1_000) + random() * bound;
}

/** Whether the answer is a no that time does not change. */
export function isLasting({ status }: RegistryProblem): boolean {
  return status < 500 && !PASSING.has(status);
}
