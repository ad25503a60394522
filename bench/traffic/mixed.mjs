// Traffic as many clients make it: 95 reads of a hundred, 5 writes, which make what was kept for the organization stale.
import { get, modelUrls, put } from '../requests.mjs';

/** How many models there are, are asked for all the time, and are written. */
const [models, popular, written] = [100_000, 100, 1_000];

export const size = { models };

/** Half of the reads are of few models that everybody asks for, a twentieth are pages. */
export function mixedKinds() {
  const urls = modelUrls(models);
  return [
    { ...get(...urls), share: 45 },
    { ...get(...urls.slice(-popular)), share: 45 },
    { ...get('/api/models/list?page_size=50'), share: 5 },
    { ...put(...urls.slice(0, written)), share: 5 },
  ];
}
