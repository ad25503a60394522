// Loads servers in turn and compares them: A B A B …, so that a machine whose speed drifts is unfair to nobody.
import autocannon from 'autocannon';

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)];
};

/** Requests per second of one target over `seconds`. Throws when an answer is not a success. */
export async function throughput({ url, headers = {}, method = 'GET', body }, { connections, seconds }) {
  const result = await autocannon({ url, headers, method, body, connections, duration: seconds });
  if (result.non2xx > 0 || result.errors > 0) {
    const statuses = JSON.stringify(result.statusCodeStats);
    throw new Error(`${url}: ${result.non2xx} refused and ${result.errors} failed requests, ${statuses}`);
  }
  return result.requests.average;
}

/**
 * Measures a target against a comparison in the same run.
 * @returns the median ratio target/comparison with its spread, and both medians in requests per second
 */
export async function compare(target, comparison, { rounds, seconds, connections = 16 }) {
  const load = { seconds, connections };
  await throughput(target, { ...load, seconds: 1 });
  await throughput(comparison, { ...load, seconds: 1 });
  const pairs = [];
  for (let round = 0; round < rounds; round++) {
    pairs.push([await throughput(target, load), await throughput(comparison, load)]);
  }
  const ratios = pairs.map(([a, b]) => a / b);
  return {
    ratio: median(ratios),
    low: Math.min(...ratios),
    high: Math.max(...ratios),
    target: median(pairs.map(([a]) => a)),
    comparison: median(pairs.map(([, b]) => b)),
  };
}
