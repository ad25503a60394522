// Asks the price source's own calculator what calls cost, and writes down what it says.
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { loadShippedCatalog } from '../../load.js';
import { createScratchFolder, unpackSource } from '../download.js';
import { fieldsOf } from '../fields.js';
import { AS_OF, PRICE_SOURCE } from '../sources.js';
import { formatAnswers } from './answers.js';
import { askCalculator } from './ask.js';
import { ANSWERS_FILE } from './index.js';

/** Outside the hours for which the source has another price. */
const OFF_PEAK = `${AS_OF}T18:00:00Z`;

const scratch = await createScratchFolder();
try {
  const folder = await unpackSource(PRICE_SOURCE, scratch);
  const module: unknown = await import(pathToFileURL(join(folder, 'dist', 'index.js')).href);
  const { calcPrice } = fieldsOf(module, 'the price source');
  if (typeof calcPrice !== 'function') throw new Error('the price source has no calcPrice');
  const answers = askCalculator(
    (...question) => calcPrice(...question),
    loadShippedCatalog().models,
    new Date(OFF_PEAK),
  );
  const source = `${PRICE_SOURCE.name}@${PRICE_SOURCE.version}`;
  await writeFile(ANSWERS_FILE, formatAnswers({ source, at: OFF_PEAK, answers }));
  console.log(`${source} answered for ${answers.length} models`);
} finally {
  await rm(scratch, { recursive: true, force: true });
}
