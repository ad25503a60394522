import { answerTag } from '../answers/tag.js';
import type { Layers } from '../revisions/layers.js';

/** Raised when an answer of the same models would read differently. */
const shape = 1;

/**
 * A weak validator (RFC 9110, 8.8.1) of a list, made of what it is read from instead of its bytes, so that it is known before
 * the first of them. The revision is one that the read is not older than: a list with newer models than its tag says is
 * asked for again.
 */
export function listTag(list: string, layers: Layers): string {
  const { organization, revision, shipped, catalogVisibility, providerDetail } = layers;
  return `W/${answerTag(JSON.stringify([shape, list, organization, revision, shipped, catalogVisibility, providerDetail]))}`;
}
