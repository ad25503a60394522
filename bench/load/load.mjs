// Loads a server from a process of its own, and says what came of it.
import { spawn } from 'node:child_process';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { pinned, processors } from '../processors.mjs';

const generator = fileURLToPath(new URL('./generator.mjs', import.meta.url));

function assertAccepted(address, kinds) {
  const refused = kinds.filter((kind) => Object.keys(kind.refused).length > 0);
  if (refused.length === 0) return;
  throw new Error(`${address} refused requests: ${JSON.stringify(refused.map((kind) => kind.refused))}`);
}

/**
 * Sends requests for some seconds, each connection one after another.
 * @param load `address`; `kinds` of requests: `urls` in turn, `method`, `headers`, `body`, `share` of a hundred; `connections`;
 * `seconds`, or as many `requests` as come first; `from`: the first turn; `awake`: whether the generator never sleeps, which takes all of its
 * processor from others
 * @returns `processor`: how much of one the generator took; for each kind `perSecond`, `p50`, `p99`, `p999` and `max` in milliseconds
 * @throws Error when an answer is not a success, unless `mayRefuse`
 */
export async function runLoad({ mayRefuse = false, ...load }) {
  const child = spawn(...pinned(processors.load, process.execPath, [generator]), {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = new Promise((resolve) => child.once('exit', resolve));
  child.stdin.end(JSON.stringify(load));
  const result = await json(child.stdout).catch(() => null);
  const status = await exited;
  if (result === null) throw new Error(`The load on ${load.address} failed with status ${status}.`);
  if (!mayRefuse) assertAccepted(load.address, result.kinds);
  return result;
}
