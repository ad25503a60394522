import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';

const program = fileURLToPath(new URL('../../../../apps/server/test/postgres-server.ts', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));

/** The status with which the program says that this machine has none. */
const noPostgres = 3;

const running: ChildProcess[] = [];

// Of the file whose tests import this.
afterAll(async () => {
  for (const child of running) {
    const gone = once(child, 'exit');
    if (child.exitCode !== null || !child.kill('SIGTERM')) continue;
    await gone;
  }
});

/**
 * Starts a PostgreSQL server, which is gone after the tests of the file.
 * @returns the URL of an empty database of it; undefined where this machine has no PostgreSQL
 * @throws Error when it ends without serving
 */
export async function startedPostgres(): Promise<string | undefined> {
  const { PATH, HOME, TMPDIR, SystemRoot, TEST_POSTGRES_BIN } = process.env;
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: here,
    env: { PATH, HOME, TMPDIR, SystemRoot, ...(TEST_POSTGRES_BIN !== undefined && { TEST_POSTGRES_BIN }) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  running.push(child);
  const ended = once(child, 'exit');
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('postgres:')) return line;
  }
  const [code] = await ended;
  if (code === noPostgres) return undefined;
  throw new Error('The PostgreSQL server ended before it served.');
}
