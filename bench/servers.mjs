// Starts the servers that are compared, each in a process of its own, and stops them.
import { spawn } from 'node:child_process';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const file = (path) => fileURLToPath(new URL(path, import.meta.url));

/** The key that every measured server takes. */
export const adminKey = 'bench-admin-key-0123456789abcdefghijklmnop';

/** Waits until a program has written a line with its address. */
async function addressIn(output, child) {
  for (;;) {
    const found = /http:\/\/[\d.]+:\d+/.exec(readFileSync(output, 'utf8'));
    if (found) return found[0];
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(
        `${child.spawnargs[1]} exited before it was ready:\n${readFileSync(output, 'utf8').slice(-2_000)}`,
      );
    await delay(5);
  }
}

const running = new Set();

/** Ends every server that still runs, at once: for programs that failed or were interrupted. */
export function killAll() {
  for (const { child, output } of running) {
    child.kill('SIGKILL');
    rmSync(dirname(output), { recursive: true, force: true });
  }
}

/** Starts a program whose output goes to a file, as in production: reading it here would cost the measured machine. */
async function started(args, environment) {
  const output = join(mkdtempSync(join(tmpdir(), 'llm-registry-bench-')), 'output');
  const began = performance.now();
  const child = spawn(process.execPath, args, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', openSync(output, 'w'), 'inherit'],
  });
  const server = { child, output };
  running.add(server);
  const exited = new Promise((resolve) => child.once('exit', resolve));
  async function end(signal) {
    child.kill(signal);
    await exited;
    running.delete(server);
    rmSync(dirname(output), { recursive: true, force: true });
  }
  const address = await addressIn(output, child);
  return {
    address,
    pid: child.pid,
    readyAfter: performance.now() - began,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** A bare Express application that sends `body` for every GET. */
export function startBareExpress(body) {
  return started([file('./bare-express.mjs')], { BENCH_BODY: body });
}

/** The registry on a database in `folder`, as it comes: only the limits are off, and request lines go to a file. */
export function startRegistry(folder, environment = {}) {
  return started([file('../apps/server/dist/main.js')], {
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: `sqlite:${folder}/bench.db`,
    ADMIN_API_KEY: adminKey,
    RATE_LIMIT_PER_MINUTE: '0',
    ANONYMOUS_RATE_LIMIT_PER_MINUTE: '0',
    LOG_LEVEL: 'info',
    LOG_FORMAT: 'json',
    ...environment,
  });
}
