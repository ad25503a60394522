// Starts the servers that are compared, each in a process of its own, and stops them.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { pinned, processors } from './processors.mjs';

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
        `${child.spawnargs.at(-1)} exited before it was ready:\n${readFileSync(output, 'utf8').slice(-2_000)}`,
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

/** Milliseconds from a moment until an address answers 200 for the first time. */
async function firstAnswer(url, began) {
  const response = await fetch(url, { headers: { authorization: `Bearer ${adminKey}` } });
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  return performance.now() - began;
}

/** Starts a program whose output goes to a file, as in production: reading it here would cost the measured machine. */
async function started(args, environment, { ready = '/', processor = processors.server } = {}) {
  const output = join(mkdtempSync(join(tmpdir(), 'llm-registry-bench-')), 'output');
  const began = performance.now();
  const child = spawn(
    ...(processor === null ? [process.execPath, args] : pinned(processor, process.execPath, args)),
    {
      env: { ...process.env, ...environment },
      stdio: ['ignore', openSync(output, 'w'), 'inherit'],
    },
  );
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
    readyAfter: await firstAnswer(address + ready, began),
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** A comparison that answers the same bytes each time: `bare-express`, `bare-http` or `express-validator`. */
export async function startComparison(name, body) {
  const folder = mkdtempSync(join(tmpdir(), 'llm-registry-bench-'));
  const bodyFile = join(folder, 'body');
  writeFileSync(bodyFile, body);
  const path = name === 'express-validator' ? '/api/models/any' : '/';
  try {
    return await started(
      [file(`./comparisons/${name}.mjs`)],
      { BENCH_BODY_FILE: bodyFile, BENCH_KEY: adminKey },
      { ready: path },
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const mostPerMinute = '1000000000';
const encryptionKey = randomBytes(32).toString('base64');

/**
 * The registry as it comes, its request lines in a file: only the limits are higher than any load here.
 * @param processor what it runs on; null leaves that to the system
 */
export function startRegistry(databaseUrl, environment = {}, { nodeOptions = [], processor } = {}) {
  return started(
    [...nodeOptions, file('../apps/server/dist/main.js')],
    {
      HOST: '127.0.0.1',
      PORT: '0',
      DATABASE_URL: databaseUrl,
      ADMIN_API_KEY: adminKey,
      ENCRYPTION_KEYS: encryptionKey,
      RATE_LIMIT_PER_MINUTE: mostPerMinute,
      ANONYMOUS_RATE_LIMIT_PER_MINUTE: mostPerMinute,
      LOG_LEVEL: 'info',
      LOG_FORMAT: 'json',
      ...environment,
    },
    { ready: '/readyz', processor },
  );
}
