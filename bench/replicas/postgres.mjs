// A PostgreSQL server that belongs to the run: with its own defaults, so that a commit is on disk before it is answered.
import { execFile, spawnSync } from 'node:child_process';
import { appendFileSync, chmodSync, chownSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { openDatabase } from '../../apps/server/dist/db/connect.js';
import { postgresPrograms, serverAccount } from '../../apps/server/test/support/postgres/binaries.ts';

const run = promisify(execFile);

/** A port that nobody uses at the moment. */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  await new Promise((resolve) => server.close(resolve));
  return port;
}

const settings = (port) => `
listen_addresses = '127.0.0.1'
port = ${port}
unix_socket_directories = ''
max_connections = 200
`;

function dataFolder({ uid, gid }) {
  const folder = mkdtempSync(join(tmpdir(), 'llm-registry-bench-postgres-'));
  chmodSync(folder, 0o700);
  if (uid !== undefined) chownSync(folder, uid, gid);
  return folder;
}

async function ownServer(more) {
  const account = serverAccount();
  const programs = postgresPrograms(account);
  if (programs === undefined)
    throw new Error('There is no PostgreSQL here; TEST_POSTGRES_URL names a server.');
  const folder = dataFolder(account);
  const data = join(folder, 'data');
  const options = { ...account, cwd: folder };
  const pgCtl = (...words) => run(join(programs, 'pg_ctl'), ['-D', data, '-w', ...words], options);
  const port = await freePort();
  await run(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'registry', '--auth=trust', '--encoding=UTF8', '--locale=C'],
    options,
  );
  appendFileSync(join(data, 'postgresql.conf'), settings(port) + more);
  const start = () => pgCtl('-l', join(folder, 'log'), '-t', '60', 'start');
  await start();
  return {
    url: `postgres://registry@127.0.0.1:${port}/postgres`,
    pid: () => Number.parseInt(readFileSync(join(data, 'postmaster.pid'), 'utf8'), 10),
    /** Ends it as a crash would and starts it again. */
    async crash() {
      await pgCtl('-m', 'immediate', 'stop');
      await start();
    },
    /** Waits for nothing, so that it also works while the program is ending. */
    remove() {
      spawnSync(join(programs, 'pg_ctl'), ['-D', data, '-w', '-m', 'immediate', 'stop'], {
        ...options,
        stdio: 'ignore',
      });
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Asks a database one thing, however long it takes: to copy a large database takes minutes. Answers the rows. */
export async function ask(url, sql, values = []) {
  const database = openDatabase(url);
  try {
    return await database.maintain(async (connection) => (await connection.raw(sql, values)).rows);
  } finally {
    await database.close();
  }
}

/**
 * The server to measure on: `crash` is null where it is another's, which TEST_POSTGRES_URL names.
 * @param more settings of one of our own, as lines
 */
export async function postgresServer(more = '') {
  const named = process.env.TEST_POSTGRES_URL;
  const server = named ? { url: named, crash: null, pid: () => -1, remove: () => {} } : await ownServer(more);
  const made = new Set();
  async function drop(name) {
    await ask(server.url, 'drop database if exists ?? with (force)', [name]);
    made.delete(name);
  }
  return {
    ...server,
    /** Makes an empty database, or one like `template`. Answers its URL. */
    async database(name, template = 'template1') {
      await drop(name);
      await ask(server.url, 'create database ?? template ??', [name, template]);
      made.add(name);
      const url = new URL(server.url);
      url.pathname = `/${name}`;
      return url.href;
    },
    drop,
    /** Drops what was made and not dropped yet: the server may not be ours. */
    async dropAll() {
      for (const name of made) await drop(name);
    },
  };
}
