import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createClient, type Registry } from '@llm-registry/client';
import { afterAll } from 'vitest';

const built = fileURLToPath(new URL('../../../../apps/server/dist/main.js', import.meta.url));

/** A registry with the shipped catalog and nothing else, served by the built server in a process of its own. */
export interface StartedServer {
  /** Without a slash at its end. */
  readonly baseUrl: string;
  /** An admin key of the organization `default`. */
  readonly adminKey: string;
  /** Our own client with that key, to prepare what other tools are to find. */
  readonly registry: Registry;
  /** Stops it before the end of the tests. */
  stop(): Promise<void>;
}

const children: ChildProcess[] = [];
const folders: string[] = [];

// Of the file whose tests import this.
afterAll(async () => {
  await Promise.all(children.map(stopped));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/**
 * Starts a server on new data and a free port; it is gone after the tests of the file.
 * @param environment further variables of the server, such as `{ ANONYMOUS_ORGANIZATION: 'default' }`; with a `PORT` it is that one
 * @throws Error when it ends before it serves; it has said why on standard error
 */
export async function startedServer(environment: Record<string, string> = {}): Promise<StartedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'llm-registry-compatibility-'));
  folders.push(folder);
  const adminKey = randomBytes(32).toString('base64url');
  const child = spawn(process.execPath, [built], {
    cwd: folder,
    env: { ...settings(folder, adminKey), ...environment },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  const { PORT: port } = environment;
  const baseUrl = port === undefined ? await printedUrl(child) : await answering(`http://127.0.0.1:${port}`);
  const registry = createClient({ baseUrl, token: adminKey });
  return { baseUrl, adminKey, registry, stop: () => stopped(child) };
}

/** Of this process's variables only what a program needs to run: nothing configures the server by accident. */
function settings(folder: string, adminKey: string): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  return {
    PATH,
    HOME,
    TMPDIR,
    SystemRoot,
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: `sqlite:${join(folder, 'registry.db')}`,
    ADMIN_API_KEY: adminKey,
    RATE_LIMIT_PER_MINUTE: '1000000',
    ANONYMOUS_RATE_LIMIT_PER_MINUTE: '1000000',
    LOG_LEVEL: 'error',
    LOG_FORMAT: 'json',
  };
}

async function printedUrl({ stdout }: { stdout: NodeJS.ReadableStream }): Promise<string> {
  for await (const line of createInterface({ input: stdout })) {
    if (!line.startsWith('http:')) continue;
    stdout.resume();
    return line.trim();
  }
  throw new Error('The server ended before it served.');
}

/** A port that was given is not printed. */
async function answering(baseUrl: string): Promise<string> {
  for (let tries = 0; tries < 400; tries += 1) {
    const answer = await fetch(`${baseUrl}/readyz`).catch(() => null);
    if (answer?.ok) return baseUrl;
    await delay(50);
  }
  throw new Error(`No server answers at ${baseUrl}.`);
}

/** Milliseconds to end in: what compose.yaml and kubernetes.yaml give. */
const grace = 25_000;

async function stopped(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), grace);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(timer);
}
