/**
 * Whether less is asked of the site than everything, so that `npm test` stays quick: it sets TEST_FORM=short. All of it is
 * tried in CI, by `npm run test:docs`, and where this package's tests are run alone.
 */
export const isShortForm = process.env['TEST_FORM'] === 'short';
