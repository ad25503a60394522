/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string[]} [notes] what failed or was skipped and why, a line each
 */

/** @typedef {ReturnType<typeof newTally>} Tally */

/**
 * Counts over everything that checks something. What could not be tried is skipped, never passed.
 * @param {{ skipsFail: boolean }} options with `skipsFail`, as in CI, what was skipped counts as failed
 */
export function newTally({ skipsFail }) {
  const total = { passed: 0, failed: 0, skipped: 0 };
  /** @type {string[]} */
  const notes = [];
  return {
    /** @param {Outcome} outcome */
    add({ passed, failed, skipped, notes: reasons = [] }) {
      total.passed += passed;
      total.failed += failed + (skipsFail ? skipped : 0);
      total.skipped += skipsFail ? 0 : skipped;
      notes.push(...reasons);
    },

    /** @returns {readonly string[]} what failed or was skipped, a line each */
    notes: () => notes,

    /** @returns {string} e.g. `812 passed, 0 failed, 3 skipped` */
    line: () => `${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`,

    /** @returns {boolean} whether something was tried and nothing failed */
    ok: () => total.failed === 0 && total.passed > 0,
  };
}

/** @returns {Outcome} of one check that holds */
export function passed() {
  return { passed: 1, failed: 0, skipped: 0 };
}

/**
 * @param {string} note
 * @returns {Outcome} of one check that does not hold
 */
export function failed(note) {
  return { passed: 0, failed: 1, skipped: 0, notes: [`failed: ${note}`] };
}

/**
 * @param {string} note with the reason
 * @returns {Outcome} of one check that could not be tried
 */
export function skipped(note) {
  return { passed: 0, failed: 0, skipped: 1, notes: [`skipped: ${note}`] };
}
