// The frame of the page that VitePress does not draw: head, and the header that all pages have.
import { html } from '../html.mjs';
import { upFrom } from './addresses.mjs';
import { sitePages } from './navigation.mjs';

/** @import { Html } from '../html.mjs' */

/**
 * @typedef {object} Page
 * @property {string} title
 * @property {string} description
 * @property {string} file path below dist, with `/`
 * @property {Html} main
 * @property {Html} [scripts]
 * @property {string} bodyClass
 */

/**
 * @param {string} file the page that the header is on
 * @param {{ text: string, link: string }} target
 */
function pageLink(file, { text, link }) {
  const current = link === `/${file}` ? html` aria-current="page"` : '';
  return html`<a href="${upFrom(file)}${link.slice(1)}"${current}>${text}</a>`;
}

/** @param {string} file */
function header(file) {
  const up = upFrom(file);
  return html`<header class="site-header">
  <a class="brand" href="${up}./"><img src="${up}assets/mark.svg" alt="" width="24" height="24"><span>LLM Registry</span></a>
  <a class="search" href="${up}./?search">Search everything</a>
  <nav aria-label="Site">
    ${sitePages.map((target) => pageLink(file, target))}
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
<body class="${page.bodyClass}">
<a class="skip" href="#reference">Skip to content</a>
${header(page.file)}
${page.main}
${page.scripts ?? ''}
</body>
</html>
`.text;
}
