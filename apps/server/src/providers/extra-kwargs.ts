import { plaintextBytes } from '../secrets/keyring.js';
import type { Place } from '../secrets/place.js';
import { sealedIn, type Tree, type TreeObject } from '../secrets/sealed-tree.js';
import { mask } from '../secrets/secret.js';
import type { Faults } from './faults.js';

/** In bytes of JSON, secrets included. */
const largestExtraKwargs = 64 * 1024;
/** Objects and arrays within one another; deeper ones would only serve to exhaust the stack of whoever reads them. */
const deepestExtraKwargs = 32;

/** Each one costs a few microseconds to encrypt, and nobody else is served meanwhile. */
const mostSecrets = 1000;

/** How many values a write has to encrypt to show that there are too many of them. */
export const encryptionBudget = mostSecrets + 1;

/** The members of a parsed JSON object, checked for depth and for numbers that JSON cannot hold. */
export function parseExtraKwargs(given: object, place: Place, faults: Faults): TreeObject {
  return parseObject(given, place, faults, 1);
}

function parseObject(given: object, place: Place, faults: Faults, depth: number): TreeObject {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [name, parseValue(value, place.below(name), faults, depth)]),
  );
}

function parseValue(value: unknown, place: Place, faults: Faults, depth: number): Tree {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') return parseNumber(value, place, faults);
  if (typeof value !== 'object') throw new Error('A parsed body holds a value that is no JSON.');
  if (depth === deepestExtraKwargs) {
    faults.add(place, `Objects and arrays may be nested at most ${deepestExtraKwargs} deep.`);
    return null;
  }
  if (!Array.isArray(value)) return parseObject(value, place, faults, depth + 1);
  return value.map((item, index) => parseValue(item, place.below(index), faults, depth + 1));
}

function parseNumber(value: number, place: Place, faults: Faults): number {
  // JSON.parse reads 1e999 as Infinity, which JSON.stringify would write as null.
  if (!Number.isFinite(value)) faults.add(place, 'The number is too large.');
  // -0 is 0: JSON.stringify writes it so.
  return value + 0;
}

const maskBytes = JSON.stringify(mask).length;

/** The size of the JSON with its secrets in clear, in bytes; no key is needed to know it. */
function bytesOf(extraKwargs: TreeObject): number {
  const masked = Buffer.byteLength(JSON.stringify(extraKwargs));
  return sealedIn(extraKwargs).reduce(
    (bytes, { ciphertext }) => bytes + plaintextBytes(ciphertext) - maskBytes,
    masked,
  );
}

function checkBytes(extraKwargs: TreeObject, place: Place, faults: Faults, most: number): void {
  const bytes = bytesOf(extraKwargs);
  if (bytes <= most) return;
  faults.add(place, `It would be ${bytes} bytes of JSON; at most ${largestExtraKwargs} are kept.`);
}

/** Refuses what is too large whatever the secrets are that it keeps by `***`, before more work is spent on it. */
export function checkDraftSize(extraKwargs: TreeObject, place: Place, faults: Faults): void {
  checkBytes(extraKwargs, place, faults, largestExtraKwargs + mostSecrets * maskBytes);
}

/** Refuses a result that is too large or holds too many secrets, whichever write made it so. */
export function checkResult(extraKwargs: TreeObject, place: Place, faults: Faults): void {
  checkBytes(extraKwargs, place, faults, largestExtraKwargs);
  if (sealedIn(extraKwargs).length <= mostSecrets) return;
  faults.add(
    place,
    `It would hold more than ${mostSecrets} secrets; every value below headers counts as one.`,
  );
}
