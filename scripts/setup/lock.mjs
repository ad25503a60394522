import { linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const LOCK_FILE = '.setup.lock';
const RETRY_MS = 250;
const RETRIES_PER_REMINDER = 16;

/**
 * Runs `work` while no other `npm start` or `npm test` of this folder installs or builds; waits for one that does,
 * saying so every four seconds. A lock whose process is gone is taken over.
 * @template T
 * @param {string} root the folder to lock
 * @param {() => Promise<T>} work
 * @param {(line: string) => void} [say]
 * @returns {Promise<T>}
 */
export async function withSetupLock(root, work, say = console.log) {
  const lock = join(root, LOCK_FILE);
  for (let tries = 0; !take(lock); tries += 1) {
    if (tries % RETRIES_PER_REMINDER === 0) say(waitingFor(lock));
    await pause(RETRY_MS);
  }
  const release = () => rmSync(lock, { force: true });
  process.once('exit', release);
  try {
    return await work();
  } finally {
    process.off('exit', release);
    release();
  }
}

/**
 * Linking a finished file is atomic and fails when the name is taken, so nobody ever reads half a lock.
 * @param {string} lock
 */
function take(lock) {
  const own = `${lock}.${process.pid}`;
  writeFileSync(own, JSON.stringify({ pid: process.pid, host: hostname() }));
  try {
    linkSync(own, lock);
    return true;
  } catch (error) {
    if (!isTaken(error)) throw error;
    if (isAbandoned(lock)) rmSync(lock, { force: true });
    return false;
  } finally {
    rmSync(own, { force: true });
  }
}

/** @param {unknown} error */
function isTaken(error) {
  return error instanceof Error && 'code' in error && error.code === 'EEXIST';
}

/** @param {string} lock */
function isAbandoned(lock) {
  const holder = readHolder(lock);
  // Process ids of another machine or container mean nothing here.
  return holder !== undefined && holder.host === hostname() && !isRunning(holder.pid);
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * @param {string} lock
 * @returns {{ pid: number, host: string } | undefined} nothing when it was released meanwhile
 */
function readHolder(lock) {
  try {
    return JSON.parse(readFileSync(lock, 'utf8'));
  } catch {
    return undefined;
  }
}

/** @param {string} lock */
function waitingFor(lock) {
  const holder = readHolder(lock);
  const who = holder ? `process ${holder.pid} on ${holder.host}` : 'another process';
  return `Waiting for ${who}, which is setting up this folder (if it is not, delete ${lock})`;
}
