import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, inject } from 'vitest';
import { type Database, openDatabase } from '../../src/db/connect.js';
import type { Dialect } from '../../src/db/dialect.js';
import { renewHistory } from '../../src/revisions/history.js';
import { copyMigratedFile } from './migrated-file.js';
import { emptyPostgres, givePostgresBack, takePostgres } from './postgres/test-databases.js';

export type Engine = Dialect['name'];

/** A database for one test, and how it is taken away. */
interface Place {
  url: string;
  remove(): Promise<void>;
}

/** Where tests find an engine. */
interface Places {
  /** An address at which nothing is yet, or nothing but an empty database. */
  empty(): Promise<Place>;
  /** One that is migrated, without rows. */
  prepared(): Promise<Place>;
}

async function file(): Promise<Place & { path: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'llm-registry-'));
  const path = join(folder, 'new', 'test.db');
  return {
    path,
    url: `sqlite:${path}`,
    remove: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

async function migratedFile(): Promise<Place> {
  const place = await file();
  await copyMigratedFile(place.path);
  return place;
}

async function copy(): Promise<Place> {
  const taken = await takePostgres();
  return { url: taken.url, remove: () => givePostgresBack(taken) };
}

/** An engine that the registry has and this lacks does not compile. */
const places: Record<Engine, Places> = {
  sqlite: { empty: file, prepared: migratedFile },
  postgres: { empty: emptyPostgres, prepared: copy },
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

/** What tests can have of one engine. */
export interface OnEngine {
  engine: Engine;
  /** The URL of a database that nothing has opened yet; what becomes of it is removed after the test. */
  freshUrl(): Promise<string>;
}

function onEngine(engine: Engine): OnEngine & { open: Open } {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
  return {
    engine,
    async freshUrl() {
      const { url, remove } = await places[engine].empty();
      cleanups.push(remove);
      return url;
    },
    async open() {
      const { url, remove } = await places[engine].prepared();
      const database = openDatabase(url);
      urls.set(database, url);
      cleanups.push(remove, database.close);
      // Databases that are copies of one would have the same.
      await renewHistory(database.write);
      return database;
    },
  };
}

type Define = (open: Open, more: OnEngine) => void;

function on(engine: Engine, define: Define): void {
  describe(`on ${engine}`, () => {
    const { open, ...more } = onEngine(engine);
    define(open, more);
  });
}

/** Runs a block of tests once on each of some engines of this machine. */
export function onEach(some: readonly Engine[], define: Define): void {
  for (const engine of some) on(engine, define);
}

/** Runs a block of tests once on each engine. */
export function onEveryEngine(define: Define): void {
  onEach(engines, define);
}

/** Runs a block of tests about what only one engine does, where this machine has it. */
export function onlyOn(engine: Engine, define: Define): void {
  if (engines.includes(engine)) on(engine, define);
}
