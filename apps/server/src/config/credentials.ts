import { createSecretKey, type KeyObject } from 'node:crypto';
import { listOf, readText } from './text.js';

/** The admin key of organization `default`, given by the operator. */
export const adminApiKey = readText((text) => {
  if (/^[\x21-\x7e]{32,1024}$/.test(text)) return text;
  throw new Error(
    'must be 32 to 1024 visible ASCII characters without spaces. `openssl rand -hex 32` makes one.',
  );
});

const keyLength = 32;

function encryptionKey(text: string, index: number): KeyObject {
  const bytes = Buffer.from(text, 'base64');
  const exact =
    bytes.length === keyLength && bytes.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '');
  if (exact) return createSecretKey(bytes);
  throw new Error(
    `must be a comma-separated list of base64 of ${keyLength} bytes each; number ${index + 1} is not. \`openssl rand -base64 32\` makes one.`,
  );
}

/** The first one encrypts, all decrypt. Key objects show nothing of themselves when printed. */
export const encryptionKeys = readText((text): readonly KeyObject[] => {
  const keys = listOf(text).map(encryptionKey);
  if (keys.some((key, index) => keys.some((other, before) => before < index && other.equals(key)))) {
    throw new Error('must not hold the same key twice.');
  }
  return keys;
});
