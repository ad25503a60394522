/**
 * Whether what takes a minute is left out, so that `npm test` stays quick: it sets TEST_FORM=short. All of it is tried in
 * CI, by `npm run test:compatibility`, and where this package's tests are run alone.
 */
export const isShortForm = process.env['TEST_FORM'] === 'short';
