import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe } from 'vitest';
import { type Database, openDatabase } from '../../src/db/connect.js';
import { migrate } from '../../src/db/migrate.js';

/** Engines that every store, migration and contract test runs on. */
export const engines = ['sqlite'] as const;
export type Engine = (typeof engines)[number];

/** Opens a fresh, migrated database; it is closed and removed after the test. */
export type Open = () => Promise<Database>;

function freshUrl(engine: Engine, folder: string): string {
  return `${engine}:${join(folder, 'test.db')}`;
}

function opener(engine: Engine): Open {
  const cleanups: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  });
  return async () => {
    const folder = mkdtempSync(join(tmpdir(), 'llm-registry-'));
    const database = openDatabase(freshUrl(engine, folder));
    cleanups.push(async () => {
      await database.close();
      rmSync(folder, { recursive: true, force: true });
    });
    await migrate(database, 'test');
    return database;
  };
}

/** Runs a block of tests once on each engine. */
export function onEveryEngine(define: (open: Open) => void): void {
  for (const engine of engines) describe(`on ${engine}`, () => define(opener(engine)));
}
