import { parseArgs } from 'node:util';
import { describeDiff, describeMove, diffCatalogs, suspiciousMoves } from '../diff.js';
import { decodeCatalog } from '../encoding.js';
import { catalogFaults } from '../guards.js';
import { SHIPPED_FILE } from '../load.js';
import { packCatalog } from '../release.js';
import { assembleCatalog } from './assemble.js';
import {
  formatCatalogFile,
  numberDraft,
  readCommitted,
  writeCatalogFile,
  writeRelease,
} from './catalog-file.js';
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
  const release = packCatalog(formatCatalogFile(file), catalog.as_of);
  await writeRelease(new URL('../../release/', import.meta.url), release);
  console.log(
    `catalog ${file.sequence} (${catalog.version}): ${catalog.models.length} models of ${catalog.providers.length} providers`,
  );
}
