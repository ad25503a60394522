import { expect, inject, test } from 'vitest';
import { sightings } from './ledger.js';
import { documentedAnswers, documentedCodes, missing, type Seen } from './report.js';

const all = sightings(inject('ledger'));
const { isOwn } = inject('target');

/** A deployment cannot be broken on purpose, so what it did not answer is said and is no failure. */
function expectAllSeen(name: string, seen: readonly Seen[]): void {
  const unseen = missing(seen);
  console.log(`${name}: ${seen.length - unseen.length} of ${seen.length} seen`);
  if (isOwn) expect(unseen).toEqual([]);
  else if (unseen.length > 0) console.log(unseen.join('\n'));
}

test('every documented status of every operation was seen', () => {
  expectAllSeen('statuses', documentedAnswers(all));
});

test('every error code was seen', () => {
  expectAllSeen('error codes', documentedCodes(all));
});
