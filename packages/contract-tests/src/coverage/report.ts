import { errorCodes, operations } from '../contract/operations.js';
import type { Sighting } from './ledger.js';

/** How often something that the contract documents was seen. */
export interface Seen {
  what: string;
  times: number;
}

function counted(names: readonly string[], seen: readonly string[]): Seen[] {
  const times = new Map<string, number>();
  for (const name of seen) times.set(name, (times.get(name) ?? 0) + 1);
  return names.map((what) => ({ what, times: times.get(what) ?? 0 }));
}

/** Every documented status of every operation, as `getModel 404`. */
export function documentedAnswers(all: readonly Sighting[]): Seen[] {
  const names = operations.flatMap(({ id, answers }) =>
    [...answers.keys()].map((status) => `${id} ${status}`),
  );
  return counted(
    names,
    all.map(({ operation, status }) => `${operation} ${status}`),
  );
}

/** Every error code of the contract. */
export function documentedCodes(all: readonly Sighting[]): Seen[] {
  return counted(
    [...errorCodes.keys()],
    all.map(({ code }) => code ?? ''),
  );
}

/** `getModel 404: seen 0` for each that was never seen. */
export function missing(seen: readonly Seen[]): string[] {
  return seen.filter(({ times }) => times === 0).map(({ what }) => `${what}: seen 0`);
}
