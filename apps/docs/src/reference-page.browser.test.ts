import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { build } from '../build.mjs';
import { findChromium, quietFlags } from './testing/chromium.js';
import { type SiteServer, serveSite } from './testing/serve-site.js';

const executablePath = findChromium();
const screenshots = fileURLToPath(new URL('../screenshots/', import.meta.url));
if (executablePath === undefined) {
  console.log('Skipped: the documentation in a browser needs Chromium (set CHROMIUM_PATH or install it).');
}

describe.skipIf(executablePath === undefined)(
  'the site in a browser, under its content security policy',
  () => {
    let root: string;
    let site: SiteServer;
    let context: BrowserContext;
    let page: Page;
    let complaints: string[];
    let foreignRequests: string[];

    beforeAll(async () => {
      root = mkdtempSync(join(tmpdir(), 'docs-browser-'));
      build(join(root, 'site'));
      site = await serveSite(join(root, 'site'), '/registry');
      context = await chromium.launchPersistentContext(join(root, 'profile'), {
        executablePath: executablePath ?? '',
        args: quietFlags,
        viewport: { width: 1400, height: 900 },
      });
    }, 60_000);

    afterAll(async () => {
      await context.close();
      await site.close();
      rmSync(root, { recursive: true, force: true });
    });

    beforeEach(async () => {
      complaints = [];
      foreignRequests = [];
      page = await context.newPage();
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
      });
      page.on('pageerror', (error) => complaints.push(error.message));
      page.on('request', (request) => {
        if (new URL(request.url()).origin !== new URL(site.url).origin) foreignRequests.push(request.url());
      });
    });

    afterEach(() => page.close());

    function expectQuiet(): void {
      expect({ complaints, foreignRequests }).toEqual({ complaints: [], foreignRequests: [] });
    }

    it('shows the operations of the contract', async () => {
      await page.goto(`${site.url}/docs/`);
      await page.getByRole('link', { name: 'Replace a custom model' }).first().click();
      await page.getByRole('heading', { name: 'Replace a custom model' }).waitFor();
      await page.screenshot({ path: join(screenshots, 'reference.png') });
      expectQuiet();
    }, 60_000);

    it('shows its own copy of the contract where no registry serves it', async () => {
      await page.route(`${site.url}/openapi.json`, (route) => route.fulfill({ status: 404 }));
      await page.goto(`${site.url}/docs/`);
      await page.getByRole('heading', { level: 1, name: 'LLM Registry' }).waitFor();
      expect(foreignRequests).toEqual([]);
    }, 60_000);

    it('sends a try-it request to the registry it is served by, with the credential', async () => {
      await page.goto(`${site.url}/docs/#tag/models/replaceModel`);
      await page.getByPlaceholder('Token').first().click();
      await page.keyboard.type('llmr_a_b');
      await page.keyboard.press('Tab');
      const operation = page.locator('section[id$="tag/models/replaceModel"]');
      await operation.getByRole('button', { name: /Test Request/ }).click();
      const send = page.getByRole('dialog').getByRole('button', { name: /^Send put request/i });
      await Promise.all([page.waitForResponse(/\/api\//), send.click()]);
      expect(
        site.apiRequests.map(({ method, url, authorization }) => ({ method, url, authorization })),
      ).toEqual([
        {
          method: 'PUT',
          url: '/registry/api/models/acme%2Fgpt-4o-mini-support',
          authorization: 'Bearer llmr_a_b',
        },
      ]);
      expectQuiet();
    }, 60_000);

    it('leads from an error to the operation that answers it', async () => {
      await page.goto(`${site.url}/docs/errors/model_in_use`);
      await page.getByRole('link', { name: '/api/models/{model_name}' }).click();
      await page.locator('section[id$="tag/models/deleteModel"]').waitFor();
      expectQuiet();
    }, 60_000);

    it('shows commands with the address of the registry', async () => {
      await page.goto(`${site.url}/docs/start`);
      await page.getByText(`curl -X PUT ${site.url}/api/models/acme/gpt-4o-mini-support`).waitFor();
      expectQuiet();
    }, 60_000);

    it.each(['', 'start', 'catalog', 'errors/', 'errors/invalid_request'])(
      'fits /docs/%s on a phone',
      async (path) => {
        await page.setViewportSize({ width: 360, height: 740 });
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.goto(`${site.url}/docs/${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        await page.screenshot({
          path: join(screenshots, `phone-${path.replaceAll('/', '-') || 'reference'}.png`),
        });
        expect(sideways).toBeLessThanOrEqual(0);
        expectQuiet();
      },
      60_000,
    );
  },
);
