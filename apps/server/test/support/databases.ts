import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, inject } from 'vitest';
import { type Database, openDatabase } from '../../src/db/connect.js';
import type { Dialect } from '../../src/db/dialect.js';
import { migrate } from '../../src/db/migrate.js';
import { givePostgresBack, takePostgres } from './postgres/test-databases.js';

export type Engine = Dialect['name'];

/** A database for one test, and how it is taken away. */
interface Place {
  url: string;
  remove(): Promise<void>;
}

/** Where tests find each engine. An engine that the registry has and this lacks does not compile. */
const places: Record<Engine, () => Promise<Place>> = {
  async sqlite() {
    const folder = mkdtempSync(join(tmpdir(), 'llm-registry-'));
    return {
      url: `sqlite:${join(folder, 'test.db')}`,
      remove: async () => rmSync(folder, { recursive: true, force: true }),
    };
  },
  async postgres() {
    const copy = await takePostgres();
    return { url: copy.url, remove: () => givePostgresBack(copy) };
  },
};

/** The engines of this machine: `test/engines.test.ts` says so where one is missing. */
export const engines: readonly Engine[] = inject('postgres') === null ? ['sqlite'] : ['sqlite', 'postgres'];

const urls = new WeakMap<Database, string>();

/** Opens a database of a test once more, as another process does. Whoever opened it closes it, before the test ends. */
export function openAgain(database: Database): Database {
  const url = urls.get(database);
  if (url === undefined) throw new Error('This is no database of a test.');
  return openDatabase(url);
}

/** Opens a fresh, migrated database; it is closed and removed after the test. */
export type Open = () => Promise<Database>;

function opener(engine: Engine): Open {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
  return async () => {
    const place = await places[engine]();
    const database = openDatabase(place.url);
    urls.set(database, place.url);
    cleanups.push(async () => {
      await database.close();
      await place.remove();
    });
    await migrate(database, 'test');
    return database;
  };
}

/** Runs a block of tests once on each engine. */
export function onEveryEngine(define: (open: Open, engine: Engine) => void): void {
  for (const engine of engines) describe(`on ${engine}`, () => define(opener(engine), engine));
}
