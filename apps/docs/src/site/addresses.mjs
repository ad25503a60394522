// The site works below any path: no file of it holds an address that begins with `/`.

/** Where VitePress is told that the site is. Nothing of this is left in what is built. */
export const BASE = '/docs/';

/**
 * What leads from a page back to the top of the site: '' or '../'.
 * @param {string} file below the site, with `/`
 */
export function upFrom(file) {
  return '../'.repeat(file.split('/').length - 1);
}

/**
 * Makes links of Markdown that begin at the top of the site (`/errors/`) relative to their file. VitePress would put
 * its base in front, also in the scripts that draw the page.
 * @param {string} markdown
 * @param {string} file
 */
export function relativeLinks(markdown, file) {
  return markdown.replace(/\]\(\/(?=\S*\))/g, `](${upFrom(file) || './'}`);
}

/**
 * Makes the addresses of a built page relative.
 * @param {string} html
 * @param {string} file
 */
export function relativeAddresses(html, file) {
  const up = upFrom(file);
  return html.replace(
    new RegExp(`(\\s(?:href|src)=")${BASE}([^"]*)`, 'g'),
    (_match, attribute, rest) => attribute + (up + rest || './'),
  );
}

/** Says where the site really is: to be run as a module that lies in assets/chunks. */
export const findBase = "\nwindow.__VP_SITE_DATA__.base = new URL('../../', import.meta.url).pathname;\n";

/** What the built scripts read in the place of the base that they were built with. */
const foundBase = 'window.__VP_SITE_DATA__.base';

/** Settings of Vite with which scripts in a browser find their files from where they are themselves. */
export const relocatable = {
  experimental: { renderBuiltUrl: () => ({ relative: true }) },
  plugins: [
    {
      name: 'below-any-path',
      /** @param {object} _config @param {{ isSsrBuild?: boolean }} build */
      config: (_config, { isSsrBuild }) =>
        isSsrBuild ? {} : { define: { 'import.meta.env.BASE_URL': foundBase } },
      /** The addresses of what a search finds. @param {string} code @param {string} id */
      transform(code, id) {
        if (!/^\/@localSearchIndex./.test(id)) return undefined;
        const index = code.replace(/^export default /, '');
        return `export default ${index}.replaceAll('"${BASE}', '"' + ${foundBase})`;
      },
    },
  ],
};
