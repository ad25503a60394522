import type { Model } from '@llm-registry/api-types';
import { type JsonText, parseJson } from '../../answers/json-text.js';
import type { Member } from '../json-object.js';
import { litellmEntry } from './entry.js';
import { litellmKeys } from './keys.js';

/** Which of some names are names of the organization's own models. */
export type OwnNames = (names: readonly string[]) => Promise<ReadonlySet<string>>;

interface Entry extends ReturnType<typeof litellmKeys> {
  text: string;
}

function entryOf(text: JsonText<Model>): Entry {
  const model = parseJson(text);
  return { ...litellmKeys(model), text: litellmEntry(model) };
}

/**
 * The members of the cost map, each name once. An own model has its name; what else an own model is called goes before what
 * a shipped one is called, because own models come first.
 * @param batches models, own ones first
 */
export async function* priceMembers(
  batches: AsyncIterable<JsonText<Model>[]>,
  ownNames: OwnNames,
): AsyncGenerator<Member[], void, undefined> {
  const taken = new Set<string>();
  const take = (key: string): boolean => !taken.has(key) && taken.add(key).has(key);
  for await (const batch of batches) {
    const entries = batch.map(entryOf);
    const own = await ownNames(entries.flatMap(({ others }) => others));
    yield entries.flatMap(({ name, others, text }) => {
      const free = others.filter((key) => !own.has(key) && take(key));
      return [...(name === null ? [] : [name]), ...free].map((key): Member => [key, text]);
    });
  }
}
