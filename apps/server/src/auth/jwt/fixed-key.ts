import { createPublicKey, type KeyObject } from 'node:crypto';
import { algorithmsOfKey, allowedAlgorithms, isStrongEnough } from './algorithms.js';
import type { KeySource } from './key-source.js';
import { JwtMisconfigured } from './settings.js';

const neverChanging = { generation: () => 0, renew: async () => undefined };

const shortestSecret = 32;

/** A shared secret. A token's `kid` means nothing to it. */
export function secretSource(secret: string, wanted: readonly string[] | undefined): KeySource {
  const key = new TextEncoder().encode(secret);
  if (key.length < shortestSecret) {
    throw new JwtMisconfigured(
      `JWT_SECRET must have ${shortestSecret} bytes or more. "openssl rand -base64 32" makes one.`,
    );
  }
  return { algorithms: allowedAlgorithms('secret', wanted), key, ...neverChanging };
}

function publicKeyOf(pem: string): KeyObject {
  const lines = pem.replaceAll('\\n', '\n').trim();
  const fault = 'JWT_PUBLIC_KEY must be one public key as SPKI PEM ("-----BEGIN PUBLIC KEY-----").';
  if (!/^-----BEGIN PUBLIC KEY-----[^-]*-----END PUBLIC KEY-----$/.test(lines))
    throw new JwtMisconfigured(fault);
  try {
    return createPublicKey({ key: lines, format: 'pem', type: 'spki' });
  } catch {
    throw new JwtMisconfigured(fault);
  }
}

/** One public key; only algorithms that fit its kind are allowed. */
export function publicKeySource(pem: string, wanted: readonly string[] | undefined): KeySource {
  const key = publicKeyOf(pem);
  const possible = algorithmsOfKey(key);
  const algorithms = allowedAlgorithms('public_key', wanted).filter((algorithm) =>
    possible.includes(algorithm),
  );
  if (algorithms.length === 0) {
    const fitting =
      possible.length > 0 ? `set JWT_ALGORITHMS to one of ${possible.join(', ')}` : 'use another key';
    throw new JwtMisconfigured(`JWT_PUBLIC_KEY fits none of the allowed algorithms: ${fitting}.`);
  }
  if (!isStrongEnough(key)) throw new JwtMisconfigured('JWT_PUBLIC_KEY: an RSA key needs 2048 bits or more.');
  return { algorithms, key, ...neverChanging };
}
