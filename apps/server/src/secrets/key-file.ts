import { randomBytes } from 'node:crypto';
import {
  closeSync,
  constants,
  copyFileSync,
  fsyncSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { InvalidEncryptionKeys } from './keyring.js';

const keyBytes = 32;
const newKey = (): string => randomBytes(keyBytes).toString('base64');

/** Where the encryption keys of a database file lie while none are configured. */
export function keyFilePath(databaseFile: string): string {
  return `${databaseFile}.key`;
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined;

/** Runs a step that another process may have done first; whether it was ours. */
function unlessCodes(codes: readonly string[], step: () => void): boolean {
  try {
    step();
    return true;
  } catch (error) {
    if (codes.includes(String(codeOf(error)))) return false;
    throw error;
  }
}

function readKeys(file: string): string[] | null {
  try {
    return keysIn(file, readFileSync(file, 'utf8'));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

function keysIn(file: string, text: string): string[] {
  const keys = text.split(/[\s,]+/).filter((encoded) => encoded !== '');
  if (keys.length > 0) return keys;
  throw new InvalidEncryptionKeys([
    `The key file ${file} is empty. Restore it, or remove it to have a new key made.`,
  ]);
}

function writeDurably(file: string, text: string): void {
  const descriptor = openSync(file, 'wx', 0o600);
  try {
    writeSync(descriptor, text);
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** Gives a complete file its name unless there is one of that name. Some file systems have no hard links. */
function claimName(complete: string, file: string): void {
  const copy = () => copyFileSync(complete, file, constants.COPYFILE_EXCL);
  const link = () =>
    unlessCodes(['EPERM', 'ENOTSUP', 'ENOSYS', 'EOPNOTSUPP'], () => linkSync(complete, file)) || copy();
  unlessCodes(['EEXIST'], link);
}

function syncFolder(folder: string): void {
  const descriptor = openSync(folder, 'r');
  try {
    fsyncSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/** The file appears under its name only when it is whole and on disk, so nobody ever reads half a key. */
function createKeyFile(file: string): void {
  const folder = dirname(file);
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}.tmp`;
  writeDurably(draft, `${newKey()}\n`);
  try {
    claimName(draft, file);
  } finally {
    unlinkSync(draft);
  }
  // Windows cannot open a folder; there the name is durable with the file.
  unlessCodes(['EISDIR', 'EPERM', 'EACCES'], () => syncFolder(folder));
}

/**
 * The encryption keys of a database for which none are configured: those in the file beside it, which is made with one
 * new key if it is missing. Processes that start at once end with the same key. The file may hold several, separated
 * by white space or commas; the first encrypts. A database in memory gets a key that lives as long as the process.
 * @returns encoded keys, for `createKeyring`
 * @throws InvalidEncryptionKeys when the file is empty, and the file system's error when the file can be neither read nor made
 */
export function ensureKeyFile(databaseFile: string | null): string[] {
  if (databaseFile === null) return [newKey()];
  const file = keyFilePath(databaseFile);
  const present = readKeys(file);
  if (present !== null) return present;
  createKeyFile(file);
  return readKeys(file) ?? [];
}
