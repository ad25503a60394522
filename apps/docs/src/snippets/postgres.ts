// A PostgreSQL for one document, with the programs that come with it: psql, pg_dump, pg_restore.
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Missing } from '../../../../packages/compatibility-tests/src/support/missing.js';

const program = fileURLToPath(new URL('../../../server/test/postgres-server.ts', import.meta.url));
const here = fileURLToPath(new URL('.', import.meta.url));

/** Where Debian and Ubuntu put their installations, a folder for each version. */
const debian = '/usr/lib/postgresql';

/** The programs of one installation, since pg_dump refuses a server that is newer than itself. @throws Missing */
function programsFolder(): string {
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  const folders = versions.map((version) => join(debian, version, 'bin'));
  const { TEST_POSTGRES_BIN } = process.env;
  const found = [...(TEST_POSTGRES_BIN === undefined ? [] : [TEST_POSTGRES_BIN]), ...folders].find((folder) =>
    ['pg_dump', 'psql', 'postgres'].every((name) => existsSync(join(folder, name))),
  );
  if (found === undefined) throw new Missing('this machine has no pg_dump (Debian: postgresql)');
  return found;
}

/** A server with an empty cluster whose user `registry` needs no password. */
export interface Postgres {
  /** `host:port`, in the place of which documents write `127.0.0.1:5432`. */
  address: string;
  /** The folder of its programs. */
  programs: string;
  stop(): Promise<void>;
}

async function printedUrl({ stdout }: ChildProcess): Promise<URL> {
  if (stdout === null) throw new Error('The output of PostgreSQL cannot be read.');
  for await (const line of createInterface({ input: stdout })) return new URL(line);
  throw new Missing('no PostgreSQL runs on this machine');
}

/** Starts one. @throws Missing where this machine has none, or not all of it */
export async function startedPostgres(): Promise<Postgres> {
  const programs = programsFolder();
  const child = spawn(process.execPath, ['--import', 'tsx', program], {
    cwd: here,
    env: { ...process.env, TEST_POSTGRES_BIN: programs },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { host } = await printedUrl(child);
  return {
    address: host,
    programs,
    async stop() {
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      await gone;
    },
  };
}
