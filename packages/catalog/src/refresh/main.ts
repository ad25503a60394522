import { parseArgs } from 'node:util';
import { decodeCatalog } from '../encoding.js';
import { catalogFaults } from '../guards.js';
import { SHIPPED_FILE } from '../load.js';
import { assembleCatalog } from './assemble.js';
import { numberDraft, readCommitted, writeCatalogFile } from './catalog-file.js';
import { describeDiff, describeMove, diffCatalogs, suspiciousMoves } from './diff.js';
import { readSources } from './read-sources.js';

const { values: options } = parseArgs({
  options: {
    diff: { type: 'boolean', default: false },
    accept: { type: 'boolean', default: false },
  },
});

const { models, prices } = await readSources();
const committed = await readCommitted(SHIPPED_FILE);
const file = numberDraft(assembleCatalog(models, prices), committed);
const catalog = decodeCatalog(file);
const diff = diffCatalogs(committed ?? { models: [] }, catalog);

if (options.diff) console.log(describeDiff(diff));
const objections = [
  ...catalogFaults(catalog),
  ...(options.accept ? [] : suspiciousMoves(diff).map((move) => `${describeMove(move)} needs --accept`)),
];
if (objections.length > 0) {
  console.error(objections.join('\n'));
  process.exitCode = 1;
} else if (!options.diff) {
  await writeCatalogFile(SHIPPED_FILE, file);
  console.log(
    `catalog ${file.sequence} (${catalog.version}): ${catalog.models.length} models of ${catalog.providers.length} providers`,
  );
}
