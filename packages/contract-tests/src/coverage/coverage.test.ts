import { expect, inject, test } from 'vitest';
import { sightings } from './ledger.js';
import { documentedAnswers, documentedCodes, missing, type Seen } from './report.js';

const all = sightings(inject('ledger'));
const { isOwn, baseUrl } = inject('target');

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

test.skipIf(!isOwn)(
  'reads were answered both by what is kept in front and by what is behind it',
  async () => {
    const metrics = await (await fetch(`${baseUrl}/metrics`)).text();
    const lookups = (result: string) =>
      Number(new RegExp(`cache="answers",result="${result}"\\} (\\d+)`).exec(metrics)?.[1]);
    console.log(`reads: ${lookups('hit')} from what was kept, ${lookups('miss')} from behind`);
    expect(lookups('hit')).toBeGreaterThan(300);
    expect(lookups('miss')).toBeGreaterThan(300);
  },
);
