// What was measured, as a table of figures beside what they are compared with, and which of them had to be met.

const format = (value) => (value === Number.POSITIVE_INFINITY ? 'never' : value.toFixed(value < 10 ? 1 : 0));

/** The value that a share of all does not exceed. */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

/** Times as text: median, 99th and 99.9th percentile and the longest, in milliseconds. */
export function spread(times) {
  const [p50, p99, p999, longest] = [0.5, 0.99, 0.999, 1].map((share) => format(percentile(times, share)));
  return `p50 ${p50}, p99 ${p99}, p99.9 ${p999}, max ${longest} ms (${times.length.toLocaleString('en')})`;
}

/**
 * Collects the rows of a table; prints each as soon as it is there.
 * @param watch begins to watch what other programs take of the machine, see `watchOthers`
 */
export function createFigures(watch) {
  const missed = [];
  let isOpen = false;
  let othersShare = watch();
  return {
    missed,
    /** The rows that follow are of what is done from now on. */
    begin() {
      othersShare = watch();
    },
    /** Ends the table with a line of text. */
    note(text) {
      isOpen = false;
      console.log(`\n${text}\n`);
    },
    /** @param isMet whether what had to be met was; undefined where nothing had to be */
    row(what, figure, against, isMet) {
      if (!isOpen) console.log('| what | figure | against | others took |\n|---|---|---|---|');
      isOpen = true;
      console.log(
        `| ${what} | ${figure}${isMet === false ? ' **missed**' : ''} | ${against} | ${(othersShare() * 100).toFixed(0)} % |`,
      );
      if (isMet === false) missed.push(what);
    },
  };
}
