import type { JsonText } from '../answers/json-text.js';
import type { Tagged } from '../answers/tag.js';
import type { Committed } from '../revisions/commit.js';

/** The parts of a reply that shows an object: its text and its tag. */
export function shown<T>({ text, tag }: Tagged<JsonText<T>>) {
  return { body: text, tag };
}

/** The parts of a reply to a write: the object as it is now, and the revision that has it. */
export function written<T>({ value, revision }: Committed<Tagged<JsonText<T>>>) {
  return { ...shown(value), revision };
}
