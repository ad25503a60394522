/** Whether `npm test` has set TEST_FORM=short, to stay quick. */
export const isShortForm = process.env['TEST_FORM'] === 'short';

/**
 * How many random cases a property is tried on: a third of them where `npm test` has set TEST_FORM=short, and at least
 * three; all in CI and where these tests are run alone.
 */
export function randomCases(whole: number): number {
  return isShortForm ? Math.max(3, Math.ceil(whole / 3)) : whole;
}
