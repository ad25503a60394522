import type { Model } from '@llm-registry/api-types';
import type { JsonText } from '../answers/json-text.js';
import { arrayText, framed, started } from '../listing/streaming.js';
import type { Layers } from '../revisions/layers.js';

/** Reads the models of the names behind one, in the order of the names; none where there is no name behind. */
export type Stretch = (
  layers: Layers,
  after: string,
  most: number,
) => Promise<{ name: string; text: JsonText<Model> }[]>;

/** How many models one read takes. */
const stretchSize = 500;

async function* stretchesOf(
  layers: Layers,
  read: Stretch,
): AsyncGenerator<JsonText<Model>[], void, undefined> {
  for (let after = ''; ; ) {
    const stretch = await read(layers, after, stretchSize);
    const last = stretch.at(-1);
    if (last === undefined) return;
    yield stretch.map(({ text }) => text);
    after = last.name;
  }
}

async function* checked<Value>(stream: AsyncIterable<Value>, check: () => Promise<void>) {
  yield* stream;
  await check();
}

/**
 * The text of a snapshot, read as it is taken: one stretch at a time is in memory. The first is read before this answers.
 * @param check throws at the end where what was read may lack something; the text then stays without its end
 */
export async function snapshotText(
  { revision, cursor }: { revision: number; cursor: string },
  layers: Layers,
  read: Stretch,
  check: () => Promise<void>,
): Promise<AsyncIterable<string>> {
  const head = `{"revision":${revision},"cursor":${JSON.stringify(cursor)},"models":`;
  const stretches = await started(checked(stretchesOf(layers, read), check));
  return framed(head, arrayText(stretches), '}');
}
