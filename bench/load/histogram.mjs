// Times in buckets that are one percent apart: as much memory after ten minutes as after one second.

const step = Math.log(1.01);
/** Milliseconds: what the first bucket begins with. */
const least = 0.001;

/** Makes a place for times in milliseconds. */
export function createHistogram() {
  const counts = new Float64Array(2_048);
  let total = 0;
  return {
    record(milliseconds) {
      const bucket = Math.log(Math.max(milliseconds, least) / least) / step;
      counts[Math.min(counts.length - 1, Math.floor(bucket))] += 1;
      total += 1;
    },
    /** The time that a share of all does not exceed, in milliseconds, to one percent. */
    percentile(share) {
      let seen = 0;
      for (const [bucket, count] of counts.entries()) {
        seen += count;
        if (seen >= total * share && seen > 0) return least * Math.exp((bucket + 1) * step);
      }
      return Number.NaN;
    },
  };
}
