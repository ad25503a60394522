// Leaves nothing behind, however a program ends.
import { killAll } from './servers.mjs';

/** Ends servers and removes databases when the program ends, also when it is interrupted. */
export function endWith(databases) {
  process.once('exit', () => {
    killAll();
    databases.remove();
  });
  // Not only once: a second signal must not cut the cleaning short.
  for (const [signal, status] of [
    ['SIGINT', 130],
    ['SIGTERM', 143],
  ])
    process.on(signal, () => process.exit(status));
}
