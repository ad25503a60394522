import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  type KeyObject,
  randomBytes,
} from 'node:crypto';
import { Secret } from './secret.js';

/** The encryption keys cannot be used; `problems` says why, one sentence each, and never shows a key. */
export class InvalidEncryptionKeys extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join(' '));
    this.problems = problems;
  }
}

/** Encrypts under its first key and decrypts under any. */
export interface Keyring {
  /** The id of the key that encrypts. */
  readonly firstId: string;
  has(keyId: string): boolean;
  /** @param context what the ciphertext belongs to; it decrypts with the same context only */
  encrypt(secret: Secret, context: string): string;
  /** The plaintext, or null where no key of this ring reads the ciphertext in this context. */
  decrypt(ciphertext: string, context: string): Secret | null;
}

const keyBytes = 32;
const ivBytes = 12;
const tagBytes = 16;
const version = 'v1';

/** The command that makes a key, for messages. */
const keyCommand = 'openssl rand -base64 32';

function parseKey(encoded: string, position: number): KeyObject | string {
  // Both alphabets, with or without padding; Buffer.from alone would skip what it does not know.
  const bytes = /^[A-Za-z0-9+/_-]+={0,2}$/.test(encoded) ? Buffer.from(encoded, 'base64') : Buffer.alloc(0);
  if (bytes.length === keyBytes) return createSecretKey(bytes);
  return `Encryption key ${position} is not base64 of ${keyBytes} bytes; \`${keyCommand}\` makes one.`;
}

/** A short name of a key that does not help to find it. */
function keyIdOf(key: KeyObject): string {
  return createHmac('sha256', key).update('key id').digest('hex').slice(0, 12);
}

interface Parts {
  keyId: string;
  iv: Buffer;
  tag: Buffer;
  body: Buffer;
}

/** A ciphertext is `v1.<key id>.<base64url of IV, tag and encrypted bytes>`. */
function parseCiphertext(ciphertext: string): Parts {
  const [, keyId = '', encoded = ''] = ciphertext.split('.');
  const bytes = Buffer.from(encoded, 'base64url');
  return {
    keyId,
    iv: bytes.subarray(0, ivBytes),
    tag: bytes.subarray(ivBytes, ivBytes + tagBytes),
    body: bytes.subarray(ivBytes + tagBytes),
  };
}

/** The id of the key that a ciphertext was made with. */
export function ciphertextKeyId(ciphertext: string): string {
  return parseCiphertext(ciphertext).keyId;
}

/** How many bytes of UTF-8 a ciphertext decrypts to, known without any key: the mode keeps lengths. */
export function plaintextBytes(ciphertext: string): number {
  return parseCiphertext(ciphertext).body.length;
}

function encryptWith(key: KeyObject, keyId: string, secret: Secret, context: string): string {
  const iv = randomBytes(ivBytes);
  const cipher = createCipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(context));
  const body = Buffer.concat([cipher.update(secret.reveal(), 'utf8'), cipher.final()]);
  return `${version}.${keyId}.${Buffer.concat([iv, cipher.getAuthTag(), body]).toString('base64url')}`;
}

function decryptWith(key: KeyObject, { iv, tag, body }: Parts, context: string): Secret | null {
  if (tag.length !== tagBytes) return null;
  const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.from(context));
  decipher.setAuthTag(tag);
  try {
    return new Secret(decipher.update(body, undefined, 'utf8') + decipher.final('utf8'));
  } catch {
    // Another key, another place, or damaged: the mode does not tell which.
    return null;
  }
}

/**
 * AES-256-GCM (NIST SP 800-38D) under the given keys, each base64 of 32 bytes; the first encrypts, all decrypt.
 * @throws InvalidEncryptionKeys naming every key that is none
 */
export function createKeyring(encodedKeys: readonly string[]): Keyring {
  const parsed = encodedKeys.map((encoded, index) => parseKey(encoded.trim(), index + 1));
  const problems = parsed.filter((key) => typeof key === 'string');
  if (problems.length > 0) throw new InvalidEncryptionKeys(problems);
  const keys = new Map(
    parsed.filter((key) => typeof key !== 'string').map((key) => [keyIdOf(key), key] as const),
  );
  const [first] = keys;
  if (!first) throw new InvalidEncryptionKeys([`There is no encryption key; \`${keyCommand}\` makes one.`]);
  const [firstId, firstKey] = first;
  return {
    firstId,
    has: (keyId) => keys.has(keyId),
    encrypt: (secret, context) => encryptWith(firstKey, firstId, secret, context),
    decrypt(ciphertext, context) {
      const parts = parseCiphertext(ciphertext);
      const key = keys.get(parts.keyId);
      return key ? decryptWith(key, parts, context) : null;
    },
  };
}
