// Writes apps/docs/screenshots/ from the built site: `npm run screenshots --workspace @llm-registry/docs`, after a change of how
// the pages look. Every picture is to be looked at before it is committed.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';
import { findChromium } from './chromium.js';
import { SiteBrowser } from './site-browser.js';

const folder = fileURLToPath(new URL('../../screenshots/', import.meta.url));
const site = fileURLToPath(new URL('../../dist/', import.meta.url));

/** Bytes that a picture may have. */
const largest = 300_000;

const widths = { wide: { width: 1280, height: 800 }, phone: { width: 360, height: 740 } };

/** What is shown: a name, the address below the site, the theme, and what to wait for or to do first. */
const pictures: { name: string; path: string; dark?: boolean; prepare?: (page: Page) => Promise<void> }[] = [
  { name: 'home', path: '' },
  { name: 'guide', path: 'guides/start' },
  { name: 'fields', path: 'fields', dark: true },
  {
    name: 'reference',
    path: 'reference#tag/models/replaceModel',
    prepare: (page) => page.locator('section[id$="tag/models/replaceModel"]').getByText('curl -s').waitFor(),
  },
];

/** The explorer's tests keep theirs in the same folder. */
const files = pictures.flatMap(({ name }) => Object.keys(widths).map((width) => `${name}-${width}.png`));

async function take(browser: SiteBrowser): Promise<void> {
  for (const { name, path, dark = false, prepare } of pictures) {
    for (const [width, size] of Object.entries(widths)) {
      const { page } = await browser.open();
      await page.emulateMedia({ colorScheme: dark ? 'dark' : 'light', reducedMotion: 'reduce' });
      await page.setViewportSize(size);
      await page.goto(browser.docs + path, { waitUntil: 'networkidle' });
      await prepare?.(page);
      await page.waitForTimeout(1000);
      const file = join(folder, `${name}-${width}.png`);
      await page.screenshot({ path: file });
      const { size: bytes } = statSync(file);
      if (bytes > largest) throw new Error(`${file} has ${bytes} bytes, more than ${largest}.`);
      await page.close();
    }
  }
}

const executablePath = findChromium();
if (executablePath === undefined)
  throw new Error('Screenshots need Chromium (set CHROMIUM_PATH or install it).');
mkdirSync(folder, { recursive: true });
for (const file of files) rmSync(join(folder, file), { force: true });
const browser = await SiteBrowser.start(site, executablePath);
await take(browser).finally(() => browser.stop());
