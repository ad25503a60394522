import { createHmac, randomBytes } from 'node:crypto';
import type { Knex } from 'knex';
import { ciphertextKeyId, type Keyring } from './keyring.js';
import { Place } from './place.js';
import { Secret } from './secret.js';
import { addSetting, changeSetting, findSetting } from './store.js';

const setting = 'fingerprint_key';
const context = Place.ofSetting(setting).digest;

const newFingerprintKey = (): Secret => new Secret(randomBytes(32).toString('base64'));

/**
 * The database's key for fingerprints, made when the first one is needed. Where no configured key reads it, the
 * encryption keys it was kept under are gone, and with them everything it could be compared with: a new one is made.
 * Pass a transaction.
 */
export async function fingerprintKey(tx: Knex, keyring: Keyring): Promise<Secret> {
  const stored = await findSetting(tx, setting);
  const readable = stored === null ? null : keyring.decrypt(stored, context);
  if (readable !== null) return readable;
  const made = keyring.encrypt(newFingerprintKey(), context);
  await (stored === null ? addSetting(tx, setting, made) : changeSetting(tx, setting, stored, made));
  // Another process may have been first; its key is then the one.
  const agreed = keyring.decrypt((await findSetting(tx, setting)) ?? '', context);
  if (agreed === null)
    throw new Error('Another server made the fingerprint key under keys that are not configured here.');
  return agreed;
}

/** A short HMAC-SHA256 of a secret: tells equal secrets from different ones and nothing else. 16 hex digits. */
export function fingerprintOf(key: Secret, secret: Secret): string {
  const bytes = Buffer.from(key.reveal(), 'base64');
  return createHmac('sha256', bytes).update(secret.reveal()).digest('hex').slice(0, 16);
}

export type FingerprintKeyState = 'none' | 'current' | 'rotated' | 'unreadable';

/** Encrypts the fingerprint key anew under the first key; it stays the same key. */
export async function rotateFingerprintKey(tx: Knex, keyring: Keyring): Promise<FingerprintKeyState> {
  const stored = await findSetting(tx, setting);
  if (stored === null) return 'none';
  if (ciphertextKeyId(stored) === keyring.firstId) return 'current';
  const key = keyring.decrypt(stored, context);
  if (key === null) return 'unreadable';
  await changeSetting(tx, setting, stored, keyring.encrypt(key, context));
  return 'rotated';
}
