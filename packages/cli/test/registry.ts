import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { createClient, type Registry } from '@llm-registry/client';
import { afterAll } from 'vitest';

const built = fileURLToPath(new URL('../../../apps/server/dist/main.js', import.meta.url));

/** A registry of its own, served by the built server in a process. */
export interface Served {
  url: string;
  key: string;
  client: Registry;
  /** Ends it without a warning, as a power cut would. */
  kill(): Promise<void>;
  /** Serves the same data again, at another port. */
  restart(): Promise<Served>;
}

const children: ChildProcess[] = [];
const folders: string[] = [];

// Of the file whose tests use this.
afterAll(async () => {
  await Promise.all(children.map(killed));
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Starts a registry without own models; it is gone after the tests of the file. */
export async function startRegistry(): Promise<Served> {
  const folder = mkdtempSync(join(tmpdir(), 'llm-registry-cli-'));
  folders.push(folder);
  return serve(folder, randomBytes(32).toString('base64url'));
}

async function serve(folder: string, key: string): Promise<Served> {
  const { PATH, HOME, TMPDIR } = process.env;
  const child = spawn(process.execPath, [built], {
    cwd: folder,
    env: {
      PATH,
      HOME,
      TMPDIR,
      PORT: '0',
      HOST: '127.0.0.1',
      DATABASE_URL: `sqlite:${join(folder, 'registry.db')}`,
      ADMIN_API_KEY: key,
      RATE_LIMIT_PER_MINUTE: '1000000',
      LOG_LEVEL: 'error',
      LOG_FORMAT: 'json',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const kill = () => killed(child);
  children.push(child);
  for await (const line of createInterface({ input: child.stdout })) {
    if (!line.startsWith('http:')) continue;
    child.stdout.resume();
    const url = line.trim();
    return {
      url,
      key,
      client: createClient({ baseUrl: url, token: key }),
      kill,
      restart: () => serve(folder, key),
    };
  }
  throw new Error('The server ended before it served.');
}

async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGKILL');
  await gone;
}
