import { hash, randomBytes, randomInt, timingSafeEqual } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
const idLength = 12;
const secretBytes = 32;

// The secret is base64url and may hold underscores itself; the id holds none, so the first two separate the parts.
const wholeKey = /^llmr_([A-Za-z0-9]{1,64})_[A-Za-z0-9_-]{22,}$/;

/** A new key: its id, which is public, and the whole key, `llmr_<id>_<secret>` with 256 random bits. */
export function newKey(): { id: string; key: string } {
  const id = Array.from({ length: idLength }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
  return { id, key: `llmr_${id}_${randomBytes(secretBytes).toString('base64url')}` };
}

/** The id inside a key, or null for what does not look like one. */
export function idOfKey(key: string): string | null {
  return wholeKey.exec(key)?.[1] ?? null;
}

/** What is stored of a key: SHA-256 of the whole key, in hex. A key is random, so nothing slower is needed. */
export function hashOfKey(key: string): string {
  return hash('sha256', key);
}

const hashOfNothing = '0'.repeat(64);

/** Compares in constant time; null, where no such key is stored, takes as long and is never equal. */
export function matchesHash(key: string, stored: string | null): boolean {
  const equal = timingSafeEqual(hash('sha256', key, 'buffer'), Buffer.from(stored ?? hashOfNothing, 'hex'));
  return equal && stored !== null;
}
