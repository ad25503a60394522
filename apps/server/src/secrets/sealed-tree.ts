import { ciphertextKeyId } from './keyring.js';
import type { Place } from './place.js';
import { mask } from './secret.js';

/** A secret as it is stored. Its plaintext is not in here, and it shows as `***` wherever it is serialized. */
export class Sealed {
  readonly ciphertext: string;

  constructor(ciphertext: string) {
    this.ciphertext = ciphertext;
  }

  toJSON(): string {
    return mask;
  }
}

export type Scalar = string | number | boolean | null;
export type Leaf = Scalar | Sealed;
export type Tree = Leaf | Tree[] | TreeObject;
/** A JSON object some of whose values may be sealed. */
export interface TreeObject {
  [name: string]: Tree;
}

export function isTreeObject(tree: Tree | undefined): tree is TreeObject {
  return typeof tree === 'object' && tree !== null && !Array.isArray(tree) && !(tree instanceof Sealed);
}

type LeafMap = (leaf: Leaf, place: Place) => Leaf;

function mapTree(tree: Tree, place: Place, map: LeafMap): Tree {
  if (isTreeObject(tree)) return mapObject(tree, place, map);
  if (Array.isArray(tree)) return tree.map((item, index) => mapTree(item, place.below(index), map));
  return map(tree, place);
}

function mapObject(object: TreeObject, place: Place, map: LeafMap): TreeObject {
  // fromEntries defines members, it does not assign them: `__proto__` is a name like any other.
  return Object.fromEntries(
    Object.entries(object).map(([name, value]) => [name, mapTree(value, place.below(name), map)]),
  );
}

/** The object with each sealed value replaced by what `reseal` makes of it; all else stays. */
export function mapSealed(
  object: TreeObject,
  place: Place,
  reseal: (sealed: Sealed, place: Place) => Sealed,
): TreeObject {
  return mapObject(object, place, (leaf, at) => (leaf instanceof Sealed ? reseal(leaf, at) : leaf));
}

/** Every sealed value of a tree. */
export function sealedIn(tree: Tree): Sealed[] {
  if (tree instanceof Sealed) return [tree];
  return typeof tree === 'object' && tree !== null ? Object.values(tree).flatMap(sealedIn) : [];
}

/** The ids of the keys that a tree needs, in the form of the column `key_ids`. */
export function keyIdsOf(tree: Tree): string {
  return JSON.stringify(
    [...new Set(sealedIn(tree).map(({ ciphertext }) => ciphertextKeyId(ciphertext)))].sort(),
  );
}

// Every stored string begins with a mark that says what it is. Input only ever becomes the plain kind, so that no text
// that somebody sends can pass for a ciphertext.
const plainMark = '=';
const sealedMark = '!';

function marked(tree: Tree): unknown {
  if (typeof tree === 'string') return plainMark + tree;
  if (tree instanceof Sealed) return sealedMark + tree.ciphertext;
  if (Array.isArray(tree)) return tree.map(marked);
  if (!isTreeObject(tree)) return tree;
  return Object.fromEntries(Object.entries(tree).map(([name, value]) => [name, marked(value)]));
}

function unmarked(_name: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  if (value.startsWith(plainMark)) return value.slice(1);
  if (value.startsWith(sealedMark)) return new Sealed(value.slice(1));
  throw new Error('A stored definition is damaged: a string in it has no mark.');
}

/** A tree as the text that is stored. */
export function storedTree(object: TreeObject): string {
  return JSON.stringify(marked(object));
}

/** Reads what `storedTree` wrote. */
export function readTree(text: string): TreeObject {
  return JSON.parse(text, unmarked);
}
