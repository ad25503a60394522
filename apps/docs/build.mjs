// Builds the site into dist/: from openapi.yaml, the shipped catalog and the files of this folder, without the network, the same bytes every time.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { loadShippedCatalog } from '@llm-registry/catalog';
import { catalogPage } from './src/catalog-page.mjs';
import { readContract } from './src/contract.mjs';
import { errorPages } from './src/error-pages.mjs';
import { renderPage } from './src/layout.mjs';
import { referencePage } from './src/reference-page.mjs';
import { startPage } from './src/start-page.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Writes the whole site into a folder that is emptied first.
 * @param {string} target
 */
export function build(target) {
  const contract = readContract();
  rmSync(target, { recursive: true, force: true });
  for (const page of [
    referencePage(contract),
    startPage(contract),
    catalogPage(loadShippedCatalog()),
    ...errorPages(contract),
  ]) {
    const file = join(target, page.file);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, renderPage(page));
  }
  cpSync(join(here, 'src/assets'), join(target, 'assets'), { recursive: true });
  for (const file of ['scalar.js', 'scalar.notices.txt']) {
    cpSync(join(here, 'src/generated', file), join(target, 'assets', file));
  }
  // For a copy of the site that no registry serves; a registry's own /openapi.json is asked for first.
  writeFileSync(join(target, 'openapi.json'), JSON.stringify(contract));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build(join(here, 'dist'));
