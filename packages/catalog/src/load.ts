import { closeSync, openSync, readFileSync, readSync } from 'node:fs';
import type { ShippedCatalog } from './catalog.js';
import { type CatalogFile, contentHash, decodeCatalog } from './encoding.js';

/** Beside `src` and `dist` alike, so that one relative URL serves tests and the built package. */
export const SHIPPED_FILE = new URL('../data/catalog.json', import.meta.url);

export function loadShippedCatalog(): ShippedCatalog {
  return parseCatalog(readFileSync(SHIPPED_FILE, 'utf8'));
}

/** More than the file has before its hash. */
const headLength = 64;

/** The sequence of the shipped catalog, which its file begins with: whoever has that one need not read the rest. */
export function shippedSequence(): number {
  const head = Buffer.alloc(headLength);
  const file = openSync(SHIPPED_FILE, 'r');
  try {
    readSync(file, head, 0, headLength, 0);
  } finally {
    closeSync(file);
  }
  const sequence = /^\{"sequence":(\d+),/.exec(head.toString('latin1'))?.[1];
  return sequence === undefined ? loadShippedCatalog().sequence : Number(sequence);
}

/** Reads a catalog file from anywhere. What it returns has the right shape only once the guards find no fault. */
export function parseCatalog(text: string): ShippedCatalog {
  const file: unknown = JSON.parse(text);
  if (!isCatalogFile(file)) throw new Error('this is not a catalog file');
  if (contentHash(file.content) !== file.hash) throw new Error('the catalog does not match its own hash');
  return decodeCatalog(file);
}

function isCatalogFile(file: unknown): file is CatalogFile {
  return (
    isObject(file) &&
    Number.isSafeInteger(file['sequence']) &&
    typeof file['hash'] === 'string' &&
    isObject(file['content']) &&
    ['provenances', 'parameter_sets', 'providers', 'models'].every((key) => isList(file['content'], key))
  );
}

function isList(content: unknown, key: string): boolean {
  return isObject(content) && Array.isArray(content[key]) && content[key].every(isObject);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
