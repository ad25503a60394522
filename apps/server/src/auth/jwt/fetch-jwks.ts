import { createPublicKey, type KeyObject } from 'node:crypto';
import type { JSONWebKeySet, JWK } from 'jose';
import { isStrongEnough } from './algorithms.js';

/** How large a key set may be, in bytes and in keys. */
const largestSet = 262_144;
const mostKeys = 64;

async function boundedText(body: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > largestSet) throw new Error(`The key set is larger than ${largestSet} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function publicKeyOf(member: JWK): KeyObject | null {
  try {
    return createPublicKey({ key: member, format: 'jwk' });
  } catch {
    return null;
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

/** Whether the key is meant for signatures (RFC 7517, 4.2 and 4.3), as far as it says. */
function isForVerifying({ use, key_ops }: Record<string, unknown>): boolean {
  const operations = key_ops === undefined || (Array.isArray(key_ops) && key_ops.includes('verify'));
  return operations && (use === undefined || use === 'sig');
}

/** A member of a key set as a public key, without what else it may have held; none if it is not for us. */
function verificationKeys(member: unknown): JWK[] {
  if (!isRecord(member) || !isForVerifying(member)) return [];
  const { kid, alg } = member;
  const key = publicKeyOf(member);
  if (key === null || !isStrongEnough(key) || (alg !== undefined && typeof alg !== 'string')) return [];
  // node's and jose's types of a JWK differ only in what they leave open.
  const parts = key.export({ format: 'jwk' }) as JWK;
  return [{ ...parts, ...(typeof kid === 'string' && { kid }), ...(alg !== undefined && { alg }) }];
}

/** Keys of kinds that are not understood, symmetric ones and weak ones are left out (RFC 7517, 5). */
function usableKeys(set: unknown): JSONWebKeySet {
  const members = isRecord(set) ? set['keys'] : undefined;
  if (!Array.isArray(members)) throw new Error('The answer is not a JSON Web Key Set.');
  if (members.length > mostKeys) throw new Error(`The key set has more than ${mostKeys} keys.`);
  return { keys: members.flatMap(verificationKeys) };
}

/**
 * Fetches a JSON Web Key Set. Redirects are not followed: the operator named the place.
 * @param patience how long all of it may take, in milliseconds
 * @throws when it takes longer, is larger than 256 KiB, or is not a key set
 */
export async function fetchJwks(url: string, patience: number): Promise<JSONWebKeySet> {
  const response = await fetch(url, {
    redirect: 'error',
    headers: { accept: 'application/jwk-set+json, application/json' },
    // Holds for the body too, so that a slow sender cannot keep us.
    signal: AbortSignal.timeout(patience),
  });
  if (response.status !== 200 || response.body === null) {
    await response.body?.cancel();
    throw new Error(`The answer has the status ${response.status}.`);
  }
  return usableKeys(JSON.parse(await boundedText(response.body)));
}
