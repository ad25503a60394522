import type { Keyring } from '../secrets/keyring.js';
import type { Place } from '../secrets/place.js';
import { isReference } from '../secrets/reference.js';
import {
  isTreeObject,
  type Leaf,
  type Scalar,
  Sealed,
  type Tree,
  type TreeObject,
} from '../secrets/sealed-tree.js';
import { mask, Secret } from '../secrets/secret.js';
import { isSecret, namesBaseUrl, type Zone, zoneBelow } from '../secrets/secret-members.js';
import type { Faults } from './faults.js';
import { baseUrlHasUser, isUrlWithUser } from './url-credentials.js';

/** Where the walk stands: what is secret there, and what is stored there now. */
export interface Position {
  place: Place;
  zone: Zone;
  /** At or below a member that holds the base URL. */
  isBaseUrl: boolean;
  stored: Tree | undefined;
}

export interface Sealer {
  keyring: Keyring;
  faults: Faults;
  /** How many more values may be encrypted; those beyond are dropped, and what holds so many is refused afterwards. */
  budget: number;
}

/** The position of the definition itself, of which `stored` is there now. */
export function topOf(place: Place, stored: TreeObject | undefined): Position {
  return { place, zone: 'open', isBaseUrl: false, stored };
}

function storedBelow(stored: Tree | undefined, step: string | number): Tree | undefined {
  if (typeof step === 'number') return Array.isArray(stored) ? stored[step] : undefined;
  // Own members only: `constructor` is a name like any other.
  return isTreeObject(stored) && Object.hasOwn(stored, step) ? stored[step] : undefined;
}

export function positionBelow(position: Position, step: string | number): Position {
  return {
    place: position.place.below(step),
    zone: zoneBelow(position.zone, step),
    isBaseUrl: typeof step === 'number' ? position.isBaseUrl : position.isBaseUrl || namesBaseUrl(step),
    stored: storedBelow(position.stored, step),
  };
}

/** The object with each secret encrypted, the ones sent as `***` kept, and references as they are. */
export function sealObject(given: TreeObject, position: Position, sealer: Sealer): TreeObject {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      sealTree(value, positionBelow(position, name), sealer),
    ]),
  );
}

function sealTree(given: Tree, position: Position, sealer: Sealer): Tree {
  if (isTreeObject(given)) return sealObject(given, position, sealer);
  if (!Array.isArray(given)) return sealLeaf(given, position, sealer);
  return given.map((item, index) => sealTree(item, positionBelow(position, index), sealer));
}

/** The same for one value. A sealed one is a stored one that a merge left in its place. */
export function sealLeaf(given: Leaf, position: Position, sealer: Sealer): Leaf {
  if (given instanceof Sealed) return given;
  if (typeof given === 'string') refuseUserInUrl(given, position, sealer.faults);
  if (!isSecret(position.zone, given)) return given;
  if (given === mask) return keptSecret(position, sealer.faults);
  return typeof given === 'string' && isReference(given) ? given : sealSecret(given, position, sealer);
}

function refuseUserInUrl(text: string, { place, zone, isBaseUrl }: Position, faults: Faults): void {
  if (isBaseUrl && baseUrlHasUser(text)) {
    faults.add(place, 'A base URL may not hold a user or password. Send them as api_key or below headers.');
  } else if (!isSecret(zone, text) && isUrlWithUser(text)) {
    faults.add(
      place,
      'A URL with a user or password would be shown to every reader. Keep them apart, or give the member a name with the word secret.',
    );
  }
}

function keptSecret({ place, stored }: Position, faults: Faults): Leaf {
  if (stored instanceof Sealed || (typeof stored === 'string' && isReference(stored))) return stored;
  faults.add(
    place,
    `"${mask}" keeps the stored secret, and none is stored here. Send the secret or a reference to it.`,
  );
  return null;
}

function sealSecret(given: Scalar, { place, stored }: Position, sealer: Sealer): Sealed | null {
  if (sealer.budget === 0) return null;
  sealer.budget -= 1;
  const { keyring } = sealer;
  // As JSON text, so that the number 1 and the string "1" stay different.
  const plaintext = JSON.stringify(given);
  if (stored instanceof Sealed) {
    const present = keyring.decrypt(stored.ciphertext, place.digest);
    if (present?.reveal() === plaintext) return stored;
  }
  return new Sealed(keyring.encrypt(new Secret(plaintext), place.digest));
}
