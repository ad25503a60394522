import { randomBytes } from 'node:crypto';
import { chmodSync, closeSync, fsyncSync, linkSync, openSync, rmSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { Config } from '../config.js';
import { type Database, databaseFile } from '../db/connect.js';
import { renewHistory } from '../revisions/history.js';
import { keyFilePath } from '../secrets/key-file.js';
import { type CommandContext, CommandError, onDatabaseAsItIs, placeOf } from './command.js';
import { json } from './output.js';

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

function syncToDisk(path: string): void {
  const descriptor = openSync(path, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Gives the finished copy its name; a link, unlike a rename, never takes the place of a file that is there. */
function claimName(draft: string, target: string): void {
  try {
    linkSync(draft, target);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    throw new CommandError(
      `${target} exists already. Name a file that does not: a backup never overwrites one.`,
    );
  }
}

/**
 * What is written after a restore is another history than what was written here after the backup, under the same
 * revisions: whoever followed the one must not take the other for it.
 */
async function withHistoryOfItsOwn({ write }: Database, draft: string): Promise<void> {
  await write.raw('ATTACH DATABASE ? AS copied', [draft]);
  // Of its own, as it locks the copy alone: a statement by itself would wait for whoever writes to the database.
  await write.raw('BEGIN');
  try {
    await renewHistory(write, 'copied.setting');
    await write.raw('COMMIT');
  } catch (error) {
    await write.raw('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    await write.raw('DETACH DATABASE copied');
  }
}

/** Copies one consistent state of the database while others write, and answers when it is on disk. */
async function copyTo(database: Database, target: string): Promise<void> {
  const draft = `${target}.${randomBytes(6).toString('hex')}.tmp`;
  try {
    await database.write.raw('VACUUM INTO ?', [draft]);
    await withHistoryOfItsOwn(database, draft);
    // It holds hashes of keys and encrypted secrets.
    chmodSync(draft, 0o600);
    syncToDisk(draft);
    claimName(draft, target);
  } finally {
    rmSync(draft, { force: true });
  }
  syncToDisk(dirname(target));
}

/** @throws CommandError where the database is no file */
function assertFile(config: Config): void {
  if (databaseFile(config.databaseUrl) !== null) return;
  throw new CommandError(
    `DATABASE_URL names ${placeOf(config)}, and this copies SQLite files only. Use PostgreSQL's own tools, such as pg_dump --format=custom, and keep the value of ENCRYPTION_KEYS too, in another place.`,
  );
}

function assertFree(target: string): void {
  if (statSync(target, { throwIfNoEntry: false }) !== undefined) {
    throw new CommandError(
      `${target} exists already. Name a file that does not: a backup never overwrites one.`,
    );
  }
  if (statSync(dirname(target), { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new CommandError(`There is no folder ${dirname(target)}. Make it first.`);
  }
}

/** Where the keys are without which the secrets in the copy cannot be read. */
function keysOf({ keyring }: Config, file: string): string {
  return keyring === null ? `the file ${keyFilePath(file)}` : 'the value of ENCRYPTION_KEYS';
}

/** Backs the database up into a new file while servers go on reading and writing. */
export async function backUp(context: CommandContext, path: string, options: { json?: true }): Promise<void> {
  const target = resolve(path);
  const config = context.config();
  assertFile(config);
  await onDatabaseAsItIs(config, async (database) => {
    assertFree(target);
    await copyTo(database, target);
    const bytes = statSync(target).size;
    const keys = keysOf(config, database.file ?? '');
    if (options.json) return context.print(json({ file: target, bytes, encryption_keys: keys }));
    context.print(`Wrote ${target} (${bytes} bytes).`);
    context.note(`Keep ${keys} too, in another place: without it the secrets in this backup cannot be read.`);
  });
}
