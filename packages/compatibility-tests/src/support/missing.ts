import { describe, it } from 'vitest';

/** What a test needs and this machine has not; the message ends the sentence "… was skipped: ". */
export class Missing extends Error {
  override name = 'Missing';
}

/**
 * A `describe` whose tests need something from outside the repository. Where it is missing they are skipped and one line
 * says why; `npm test` takes that for a failure in CI.
 * @param find prepares what is needed before the tests are collected, so it may take its time; throws Missing without it
 * @param define defines the tests with what was found
 */
export async function describeWith<Found>(
  title: string,
  find: () => Promise<Found>,
  define: (found: Found) => void,
): Promise<void> {
  const found = await foundOrMissing(find);
  if (!(found instanceof Missing)) return void describe(title, () => define(found));
  console.log(`Skipped: ${title}: ${found.message}.`);
  describe(title, () => {
    it.skip(`was skipped: ${found.message}`);
  });
}

async function foundOrMissing<Found>(find: () => Promise<Found>): Promise<Found | Missing> {
  try {
    return await find();
  } catch (error) {
    if (error instanceof Missing) return error;
    throw error;
  }
}
