import type { Knex } from 'knex';
import { answerTag } from '../answers/tag.js';
import { viewId } from '../revisions/history.js';
import type { Layers } from '../revisions/layers.js';

/** Raised when an answer of the same models would read differently. */
const shape = 1;

/**
 * A weak validator (RFC 9110, 8.8.1) of a list, made of what it is read from instead of its bytes, so that it is known before
 * the first of them. The revision is one that the read is not older than: a list with newer models than its tag says is
 * asked for again.
 */
export async function listTag(queries: Knex, list: string, layers: Layers): Promise<string> {
  const { revision, shipped, catalogVisibility } = layers;
  const identity = [shape, list, await viewId(queries, layers), revision, shipped, catalogVisibility];
  return `W/${answerTag(JSON.stringify(identity))}`;
}
