// How VitePress builds the site. Nothing in it asks another host for anything.
import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { readContract } from '../contract.mjs';
import { contractFields } from '../explorer/contract/fields.mjs';
import { BASE, findBase, relativeAddresses, relocatable } from './addresses.mjs';
import { nameCodeGroups } from './code-groups.mjs';
import { sidebar, sitePages } from './navigation.mjs';

const mark = readFileSync(new URL('../assets/mark.svg', import.meta.url), 'utf8');

/** Scripts that VitePress writes into the page; assets/appearance.js does what they do, and the policy allows it. */
const inlineScripts = /<script id="check-[^"]*">.*?<\/script>\s*/gs;

/** @param {string} html @param {string} file */
function servable(html, file) {
  const script = `<script src="${BASE}assets/appearance.js"></script>`;
  return relativeAddresses(
    html.replace(inlineScripts, '').replace('</title>', `</title>\n    ${script}`),
    file,
  );
}

/**
 * Colors every line to its end. By default a line that takes half a second, as any may on a busy machine, is left plain, and the
 * same bytes would not come out every time.
 * @param {{ codeToHtml: (code: string, options: object) => string }} highlighter
 */
function colorWithoutHaste(highlighter) {
  const { codeToHtml } = highlighter;
  highlighter.codeToHtml = (code, options) => codeToHtml(code, { ...options, tokenizeTimeLimit: 0 });
}

/** @param {string} outDir */
function letSiteDataFindTheBase(outDir) {
  const chunks = join(outDir, 'assets/chunks');
  const metadata = readdirSync(chunks).filter((name) => name.startsWith('metadata.'));
  for (const name of metadata) appendFileSync(join(chunks, name), findBase);
}

export const config = {
  base: BASE,
  title: 'LLM Registry',
  description: 'What a model is upstream, who serves it, what it costs and what it can do.',
  lang: 'en',
  // Within the page: a relative address would be another one after each move to a page in another folder.
  head: [['link', { rel: 'icon', href: `data:image/svg+xml,${encodeURIComponent(mark)}` }]],
  // The system's setting decides, as on the page of the reference.
  appearance: 'force-auto',
  // The site's data in a file of its own, since the policy allows no script inside a page.
  metaChunk: true,
  // One page at a time, so that the same bytes come out every time.
  buildConcurrency: 1,
  // The reference is no page of VitePress; a test follows every link.
  ignoreDeadLinks: [/reference(\.html)?$/],
  markdown: {
    theme: { light: 'github-light-high-contrast', dark: 'github-dark-high-contrast' },
    shikiSetup: colorWithoutHaste,
    config: nameCodeGroups,
  },
  vite: {
    ...relocatable,
    plugins: [...relocatable.plugins, contractFields(readContract)],
    logLevel: 'error',
  },
  themeConfig: {
    logo: '/assets/mark.svg',
    nav: sitePages.map(({ text, link, section }) => ({ text, link, activeMatch: `^${section}` })),
    sidebar,
    search: { provider: 'local' },
    outline: { level: [2, 3] },
    docFooter: { prev: 'Before', next: 'Next' },
  },
  /** @param {string} html @param {string} path @param {{ siteConfig: { outDir: string } }} context */
  transformHtml: (html, path, { siteConfig }) =>
    servable(html, relative(siteConfig.outDir, path).split(sep).join('/')),
  /** @param {{ outDir: string }} siteConfig */
  buildEnd: ({ outDir }) => letSiteDataFindTheBase(outDir),
};
