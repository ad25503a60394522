// The frame of every page: head, header with the links, footer.
import { html } from './html.mjs';

/** @import { Html } from './html.mjs' */

/**
 * @typedef {object} Page
 * @property {string} title
 * @property {string} description
 * @property {string} file path below dist, with `/`
 * @property {Html} main
 * @property {Html} [scripts]
 * @property {string} [bodyClass]
 */

const pages = [
  { file: 'index.html', label: 'Reference' },
  { file: 'start.html', label: 'Start' },
  { file: 'catalog.html', label: 'Catalog' },
  { file: 'errors/index.html', label: 'Errors' },
];

// Served by the registry beside the site, one level above it.
const downloads = [
  { href: '../openapi.yaml', label: 'openapi.yaml' },
  { href: '../openapi.json', label: 'openapi.json' },
  { href: '../client.tgz', label: 'client.tgz' },
];

/**
 * What leads from a page back to the top of the site: '' or '../'.
 * @param {string} file
 */
function upFrom(file) {
  return '../'.repeat(file.split('/').length - 1);
}

/**
 * @param {string} file the page that the header is on
 * @param {{ file: string, label: string }} target
 */
function pageLink(file, target) {
  const here = file.split('/').slice(0, -1).join('/') === target.file.split('/').slice(0, -1).join('/');
  const current = file === target.file || (here && file.includes('/'));
  const attribute = current ? html` aria-current="${file === target.file ? 'page' : 'true'}"` : '';
  return html`<a href="${upFrom(file)}${target.file}"${attribute}>${target.label}</a>`;
}

/** @param {string} file */
function header(file) {
  const up = upFrom(file);
  return html`<header class="site-header">
  <a class="brand" href="${up}index.html"><img src="${up}assets/mark.svg" alt="" width="22" height="22"><span>LLM Registry</span></a>
  <nav aria-label="Site">
    ${pages.map((target) => pageLink(file, target))}
  </nav>
  <nav class="downloads" aria-label="Downloads">
    ${downloads.map(({ href, label }) => html`<a href="${up}${href}">${label}</a>`)}
  </nav>
</header>`;
}

/**
 * The whole document.
 * @param {Page} page
 */
export function renderPage(page) {
  const up = upFrom(page.file);
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${page.title}</title>
<meta name="description" content="${page.description}">
<link rel="icon" href="${up}assets/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="${up}assets/site.css">
</head>
<body class="${page.bodyClass ?? 'article'}">
${header(page.file)}
${page.main}
${page.scripts ?? ''}
</body>
</html>
`.text;
}
