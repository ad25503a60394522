// Pictures of the explorer for the README, by `npm run screenshots`: looked at and committed when the pages change.
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from '../../testing/chromium.js';
import { ExplorerBrowser } from './explorer-browser.js';

const folder = fileURLToPath(new URL('../../../screenshots/', import.meta.url));
const most = 300_000;

const compared = ['google/gemini-2.5-pro', 'openai/gpt-4o', 'anthropic/claude-sonnet-4-5'];
const usage = 'in=400000000&cached=150000000&out=60000000';
const pages = {
  list: 'q=claude&can=tools&sort=input_cost',
  model: `model=${encodeURIComponent('google/gemini-2.5-pro')}&${usage}`,
  compare: `view=compare&${compared.map((name) => `with=${encodeURIComponent(name)}`).join('&')}&${usage}`,
};
const sizes = [
  { name: 'wide', width: 1360, height: 860, colorScheme: 'light' },
  { name: 'phone', width: 390, height: 844, colorScheme: 'dark' },
] as const;

const browser = await ExplorerBrowser.start(findChromium() ?? '');
try {
  for (const { name, width, height, colorScheme } of sizes) {
    for (const [kind, query] of Object.entries(pages)) {
      const page = await browser.blank();
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.goto(`${browser.url}/docs/explorer/?${query}`);
      await page.locator('.list-page, .model-page, .compare-page').waitFor();
      if (kind === 'compare') await page.locator('.chart canvas').waitFor();
      await page.waitForLoadState('networkidle');
      const path = join(folder, `explorer-${kind}-${name}.png`);
      await page.screenshot({ path });
      const { size } = statSync(path);
      console.log(path, size);
      if (size > most) throw new Error(`${path} has ${size} bytes, of ${most} at most.`);
      await page.close();
    }
  }
} finally {
  await browser.stop();
}
