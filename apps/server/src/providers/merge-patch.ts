import { isTreeObject, type Tree, type TreeObject } from '../secrets/sealed-tree.js';

/** RFC 7396: null removes a member, an object merges into one, anything else replaces. */
export function mergePatch(target: Tree | undefined, patch: TreeObject): TreeObject {
  // A Map, for names like `__proto__`.
  const merged = new Map(isTreeObject(target) ? Object.entries(target) : []);
  for (const [name, value] of Object.entries(patch)) {
    if (value === null) merged.delete(name);
    else merged.set(name, isTreeObject(value) ? mergePatch(merged.get(name), value) : value);
  }
  return Object.fromEntries(merged);
}
