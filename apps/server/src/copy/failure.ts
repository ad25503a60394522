import { reasonOf } from '../startup/failure.js';
import type { Place } from './place.js';

/** A copy cannot be made; the message says why and what to do, and nothing was copied. */
export class CopyError extends Error {}

/** Runs what uses a database, and names that database where it fails. @throws CopyError */
export async function naming<Result>(place: Place, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof CopyError) throw error;
    throw new CopyError(
      `${place.label} cannot be used: ${reasonOf(error)}. Run this again when it can: a copy that is cut leaves nothing.`,
    );
  }
}
