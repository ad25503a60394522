// Builds the site into dist/: from openapi.yaml, the shipped catalog and the files of this folder, without the network, the same bytes every time.
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readContract } from './src/contract.mjs';
import { referencePage } from './src/pages/reference-page.mjs';
import { withCodeSamples } from './src/samples/code-samples.mjs';
import { renderPage } from './src/site/layout.mjs';
import { stage } from './src/site/stage.mjs';
import { runVitePress } from './src/site/vitepress.mjs';

/** @import { Contract } from './src/contract.mjs' */

const here = fileURLToPath(new URL('.', import.meta.url));

/**
 * Below node_modules, so that VitePress and its theme are found from there and no other tool looks at it.
 * @param {Contract} contract
 * @param {string} target
 */
function buildPages(contract, target) {
  const staging = join(here, 'node_modules/.cache');
  mkdirSync(staging, { recursive: true });
  const project = mkdtempSync(join(staging, 'site-'));
  try {
    stage(project, contract);
    runVitePress(project, target);
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

/**
 * Writes the whole site into a folder that is emptied first.
 * @param {string} target
 */
export function build(target) {
  const contract = readContract();
  buildPages(contract, target);
  // A page that no address leads to: hosts that show one for any address would show it with broken links.
  rmSync(join(target, '404.html'));
  const reference = referencePage(contract);
  writeFileSync(join(target, reference.file), renderPage(reference));
  cpSync(join(here, 'src/assets'), join(target, 'assets'), { recursive: true });
  for (const file of ['scalar.js', 'scalar.notices.txt']) {
    cpSync(join(here, 'src/generated', file), join(target, 'assets', file));
  }
  // Whoever hosts the site as plain files names the registry here, for the explorer.
  writeFileSync(join(target, 'explorer/registry.json'), '{ "url": null }\n');
  // For a copy of the site that no registry serves: there it is the contract that can be fetched.
  writeFileSync(join(target, 'openapi.json'), JSON.stringify(contract));
  writeFileSync(join(target, 'reference.json'), JSON.stringify(withCodeSamples(contract)));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) build(join(here, 'dist'));
