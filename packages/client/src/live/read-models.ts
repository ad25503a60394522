import type { Model } from '../contract.js';
import { isModel } from './shapes.js';
import { ModelSplitter } from './split-models.js';

/** A document with a list of models, taken apart. */
export interface ModelsDocument {
  /** What is around the models. */
  facts: unknown;
  models: Model[];
}

/**
 * Reads a document with a list `models` piece by piece. `keep` answers what to keep of a model, at once, so that not
 * everything is there twice. Rejects with a SyntaxError if it is not such a document, or not a whole one.
 */
export async function readModels(
  chunks: AsyncIterable<Uint8Array>,
  keep: (model: Model) => Model,
): Promise<ModelsDocument> {
  const splitter = new ModelSplitter();
  const models: Model[] = [];
  for await (const chunk of chunks) {
    for (const model of splitter.push(chunk)) {
      if (!isModel(model)) throw new SyntaxError('The list of models holds something else');
      models.push(keep(model));
    }
  }
  return { facts: splitter.end(), models };
}
