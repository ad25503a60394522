/** How often a fault comes at a random moment: three times in a run of all tests, 100 times in `npm run test:faults`. */
export const rounds = Number(process.env['FAULT_ROUNDS'] ?? 3);

/** Milliseconds that the slowest machine should need for that many rounds. */
export const patienceFor = (count: number): number => 60_000 + count * 20_000;

/** Whether there is time for what takes long, or needs more of a machine than tests may ask for. */
export const isLongForm = rounds >= 100;
