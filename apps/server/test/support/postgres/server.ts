import { spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Account, postgresPrograms, serverAccount } from './binaries.js';

/** A PostgreSQL server that belongs to the tests. */
export interface PostgresServer {
  /** The URL of a database of it. */
  url(database: string): string;
  /** Ends it as a crash would (`immediate`) or in good order (`fast`); its data stays. */
  stop(mode: 'fast' | 'immediate'): void;
  /** Starts it again, on the same port. */
  start(): void;
  /** Stops all its processes where they are, as a machine that hangs does, until `thaw`. */
  freeze(): void;
  thaw(): void;
  /** Kills a process that serves a connection, as a system without memory does. Answers whether there was one. */
  killBackend(): boolean;
  /** Ends it and removes its data. */
  remove(): void;
}

/** What a server for tests leaves out: its data need not outlive the machine, and statistics must not differ by chance. */
const settings = (port: number) => `
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
max_connections = 300
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
max_wal_size = 4GB
checkpoint_timeout = 1h
autovacuum = off
timezone = 'Pacific/Chatham'
`;

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Runs programs of one installation, as the account that the data belongs to. */
function runner(programs: string, account: Account, folder: string) {
  return (program: string, ...words: string[]): void => {
    const { status, stderr } = spawnSync(join(programs, program), words, {
      ...account,
      cwd: folder,
      encoding: 'utf8',
      // A server that is started inherits these; nobody must wait for it to close them.
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    if (status !== 0) throw new Error(`${program} failed: ${stderr}`);
  };
}

function dataFolder({ uid, gid }: Account): string {
  const folder = mkdtempSync(join(tmpdir(), 'llm-registry-postgres-'));
  chmodSync(folder, 0o700);
  if (uid !== undefined && gid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

/** A process and all that it has started, by their ids, as POSIX `ps` tells them. */
function processesOf(id: number): number[] {
  const { stdout } = spawnSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number));
  return [id, ...pairs.flatMap(([child = 0, parent]) => (parent === id ? [child] : []))];
}

/** What serves connections says so in its title. */
function isBackend(id: number): boolean {
  const { stdout } = spawnSync('ps', ['-o', 'args=', '-p', String(id)], { encoding: 'utf8' });
  return /postgres: registry \S+ 127\.0\.0\.1/.test(stdout);
}

/**
 * Starts a server of our own on a free port, whose own collation is not ours.
 * @returns undefined where no program for it runs on this machine
 */
export async function startPostgres(): Promise<PostgresServer | undefined> {
  const account = serverAccount();
  const programs = postgresPrograms(account);
  if (programs === undefined) return undefined;
  const folder = dataFolder(account);
  const data = join(folder, 'data');
  const run = runner(programs, account, folder);
  const port = await freePort();
  const start = () => run('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-w', 'start');
  const stop = (mode: string) => run('pg_ctl', '-D', data, '-m', mode, '-w', 'stop');
  run(
    'initdb',
    '-D',
    data,
    '-U',
    'registry',
    '--auth=trust',
    '--no-sync',
    '--encoding=UTF8',
    '--locale=C',
    '--locale-provider=icu',
    '--icu-locale=en-US',
  );
  appendFileSync(join(data, 'postgresql.conf'), settings(port));
  start();
  const processes = () =>
    processesOf(Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10));
  const signal = (name: NodeJS.Signals) => {
    for (const id of processes()) process.kill(id, name);
  };
  return {
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    killBackend() {
      const backend = processes().find(isBackend);
      if (backend !== undefined) process.kill(backend, 'SIGKILL');
      return backend !== undefined;
    },
    url: (database) => `postgres://registry@127.0.0.1:${port}/${database}`,
    stop,
    start,
    remove() {
      try {
        stop('immediate');
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    },
  };
}
