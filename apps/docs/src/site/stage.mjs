// Puts all pages, those that people write and those made of data, into one folder that VitePress builds from.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { loadShippedCatalog } from '@llm-registry/catalog';
import { catalogPage } from '../pages/catalog-page.mjs';
import { configurationPage } from '../pages/configuration-page.mjs';
import { errorPages } from '../pages/error-pages.mjs';
import { fieldsPage } from '../pages/fields/fields-page.mjs';
import { operationsPage } from '../pages/operations-page.mjs';
import { relativeLinks } from './addresses.mjs';

/** @import { Contract } from '../contract.mjs' */
/** @import { MarkdownPage } from '../pages/markdown.mjs' */

const packageFolder = new URL('../../', import.meta.url);
const repository = new URL('../../', packageFolder);

/** @param {URL} url @param {string} file @returns {MarkdownPage} */
const written = (url, file) => ({ file, text: readFileSync(url, 'utf8') });

/** @returns {MarkdownPage[]} */
function writtenPages() {
  const guides = readdirSync(new URL('guides/', packageFolder)).filter((name) => name.endsWith('.md'));
  return [
    written(new URL('index.md', packageFolder), 'index.md'),
    written(new URL('explorer.md', packageFolder), 'explorer/index.md'),
    written(new URL('CHANGELOG.md', repository), 'changelog.md'),
    ...guides.map((name) => written(new URL(`guides/${name}`, packageFolder), `guides/${name}`)),
  ];
}

/** @param {string} folder @param {MarkdownPage} page */
function write(folder, { file, text }) {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
}

/** @param {string} module @param {string} name what VitePress looks for as the default export */
const defaultExport = (module, name) =>
  `export { ${name} as default } from ${JSON.stringify(fileURLToPath(new URL(module, import.meta.url)))};\n`;

/**
 * Fills a folder that is a VitePress project then.
 * @param {string} folder
 * @param {Contract} contract
 */
export function stage(folder, contract) {
  const made = [
    catalogPage(loadShippedCatalog()),
    configurationPage(readFileSync(new URL('docs/configuration.md', repository), 'utf8')),
    operationsPage(contract),
    fieldsPage(contract),
    ...errorPages(contract),
  ];
  for (const { file, text } of [...writtenPages(), ...made])
    write(folder, { file, text: relativeLinks(text, file) });
  const config = pathToFileURL(fileURLToPath(new URL('config.mjs', import.meta.url))).href;
  write(folder, { file: '.vitepress/config.mjs', text: `export { config as default } from '${config}';\n` });
  write(folder, { file: '.vitepress/theme/index.mjs', text: defaultExport('theme/theme.mjs', 'theme') });
}
