import { createHash } from 'node:crypto';
import type { Row } from './rows.js';

/** What a table holds: how many rows, and a SHA-256 of them all in hexadecimal. */
export interface Digest {
  readonly rows: number;
  readonly hash: string;
}

/** A value as the same text on every engine. @throws Error for one that a number does not hold exactly, or of another kind */
function canonical(value: unknown, column: string): string | null {
  if (value === null || typeof value === 'string') return value;
  if (typeof value === 'boolean') return value ? '1' : '0';
  const isExact = typeof value === 'bigint' || (typeof value === 'number' && !isRounded(value));
  if (isExact) return String(value);
  throw new Error(`the column "${column}" holds a value that cannot be copied exactly`);
}

const isRounded = (value: number): boolean => Number.isInteger(value) && !Number.isSafeInteger(value);

/** Sums rows up, in the order in which they are added. */
export function createDigest(columns: readonly string[]) {
  const hash = createHash('sha256');
  let rows = 0;
  return {
    /** @throws Error where a value is not what the schema can hold */
    add(row: Row): void {
      // As JSON no value runs into the next, and none into the next row.
      hash.update(`${JSON.stringify(columns.map((column) => canonical(row[column], column)))}\n`);
      rows++;
    },
    end: (): Digest => ({ rows, hash: hash.digest('hex') }),
  };
}
