// Filled databases. A million models take minutes to make, so files are kept for the next run beside other temporary files, under a name
// that changes with what made them.
import { hash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { pin, processors } from './processors.mjs';
import { postgresServer } from './replicas/postgres.mjs';
import { seed } from './seed.mjs';

const keptFolder = join(tmpdir(), 'llm-registry-bench-filled');
const built = fileURLToPath(new URL('../apps/server/dist/', import.meta.url));
const migrations = join(built, 'db/migrations');
/** What decides what rows look like, beside the migrations. */
const makers = [
  fileURLToPath(new URL('./seed.mjs', import.meta.url)),
  join(built, 'models/row.js'),
  join(built, 'models/inheritance.js'),
  join(built, 'db/sqlite-text-index.js'),
  join(built, 'db/text-marks.js'),
];

const sources = () => [
  ...makers,
  ...readdirSync(migrations)
    .filter((file) => file.endsWith('.js'))
    .sort()
    .map((file) => join(migrations, file)),
];

const nameOfSize = (size) =>
  Object.entries(size)
    .map(([name, count]) => `${name}_${count}`)
    .join('_');

/** The file of a filled database, made if it is not there. */
async function keptFile(size) {
  const version = hash(
    'sha256',
    sources()
      .map((file) => readFileSync(file, 'utf8'))
      .join(''),
  ).slice(0, 12);
  const file = join(keptFolder, `${nameOfSize(size)}-${version}.db`);
  if (existsSync(file)) return file;
  mkdirSync(keptFolder, { recursive: true });
  const unfinished = `${file}.${process.pid}`;
  await seed(`sqlite:${unfinished}`, size);
  renameSync(unfinished, file);
  for (const rest of ['-wal', '-shm']) rmSync(unfinished + rest, { force: true });
  return file;
}

/** Makes what opens filled databases: `sqlite(size)` and `postgres(size)` answer the URL of one that nobody else uses. */
export function createDatabases() {
  const folder = mkdtempSync(join(tmpdir(), 'llm-registry-bench-'));
  /** Names of filled databases in PostgreSQL that are copied. */
  const templates = new Set();
  let server = null;
  let made = 0;

  async function postgres() {
    if (server !== null) return server;
    server = await postgresServer();
    if (server.pid() > 0) pin(processors.load, server.pid());
    return server;
  }

  async function templateOf(size) {
    const name = `bench_${process.pid}_${nameOfSize(size)}`;
    if (!templates.has(name)) {
      templates.add(name);
      await seed(await (await postgres()).database(name), size);
    }
    return name;
  }

  return {
    folder,
    async sqlite(size) {
      const own = join(folder, `${made++}`);
      mkdirSync(own);
      if (size) copyFileSync(await keptFile(size), join(own, 'bench.db'));
      return `sqlite:${own}/bench.db`;
    },
    async postgres(size) {
      const { database } = await postgres();
      return database(`bench_${process.pid}_${made++}`, size && (await templateOf(size)));
    },
    /** The process that answers for PostgreSQL; -1 where there is none, or none of ours. */
    postgresPid: () => server?.pid() ?? -1,
    /** Waits for nothing that takes long: the program may be ending. */
    remove() {
      server?.remove();
      rmSync(folder, { recursive: true, force: true });
    },
    async close() {
      await server?.dropAll();
    },
  };
}
