import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
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
      site = await serveSite(inject('site'), '/registry');
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
        if (['error', 'warning'].includes(message.type()))
          complaints.push(`${message.text()} ${message.location().url}`);
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
      await page.goto(`${site.url}/docs/reference`);
      await page.getByRole('link', { name: 'Replace a custom model' }).first().click();
      await page.getByRole('heading', { name: 'Replace a custom model' }).waitFor();
      await page.screenshot({ path: join(screenshots, 'reference.png') });
      expectQuiet();
    }, 60_000);

    it('shows its own copy of the contract where no registry serves it', async () => {
      await page.route(`${site.url}/openapi.json`, (route) => route.fulfill({ status: 404 }));
      await page.goto(`${site.url}/docs/reference`);
      await page.getByRole('heading', { level: 1, name: 'LLM Registry' }).waitFor();
      expect(foreignRequests).toEqual([]);
    }, 60_000);

    it('sends a try-it request to the registry it is served by, with the credential', async () => {
      await page.goto(`${site.url}/docs/reference#tag/models/replaceModel`);
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
      await page.goto(`${site.url}/docs/guides/start`);
      await page.getByText(`curl -s ${site.url}/api/models/acme/gpt-4o-mini-support`).first().waitFor();
      expectQuiet();
    }, 60_000);

    it('leads from a guide to the reference and back without a broken page', async () => {
      await page.goto(`${site.url}/docs/guides/start`);
      await page
        .getByRole('navigation', { name: 'Main Navigation' })
        .getByRole('link', { name: 'Reference' })
        .click();
      await page.getByRole('heading', { level: 1, name: 'LLM Registry' }).waitFor();
      await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Errors' }).click();
      await page.getByRole('heading', { level: 1, name: 'Errors' }).waitFor();
      await page.getByRole('link', { name: 'model_in_use' }).click();
      await page.getByRole('heading', { name: 'What to do' }).waitFor();
      expect(page.url()).toBe(`${site.url}/docs/errors/model_in_use.html`);
      expectQuiet();
    }, 60_000);

    it.each([
      ['in a pipeline', /Keep models in Git/, 'guides/models-in-git.html#in-a-pipeline'],
      ['replace a custom model', /Replace a custom model/, 'operations.html#replace-a-custom-model'],
      ['inheritance_cycle', /inherit/i, 'errors/inheritance_cycle.html'],
    ])(
      'finds %s by keyboard only',
      async (words, found, address) => {
        await page.goto(`${site.url}/docs/`);
        // The page is read before its scripts are there to listen.
        const box = page.locator('#localsearch-input');
        await expect
          .poll(
            async () => {
              if (!(await box.isVisible())) await page.keyboard.press('Control+k');
              return box.isVisible();
            },
            { timeout: 20_000, interval: 300 },
          )
          .toBe(true);
        await expect.poll(() => box.evaluate((input) => input === document.activeElement)).toBe(true);
        await page.keyboard.type(words);
        const first = page.getByRole('option').first();
        await first.filter({ hasText: found }).waitFor();
        // While words are typed the first one changes.
        await expect
          .poll(() => first.locator('a').getAttribute('href'), { timeout: 20_000 })
          .toContain(address);
        await page.keyboard.press('Enter');
        await page.waitForURL((url) => url.href.startsWith(`${site.url}/docs/${address}`));
        expectQuiet();
      },
      60_000,
    );

    it.each(['', 'reference', 'guides/start', 'catalog', 'errors/', 'errors/invalid_request'])(
      'fits /docs/%s on a phone',
      async (path) => {
        await page.setViewportSize({ width: 360, height: 740 });
        await page.emulateMedia({ colorScheme: 'dark' });
        await page.goto(`${site.url}/docs/${path}`);
        await page.getByRole('heading', { level: 1 }).waitFor();
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
        await page.screenshot({
          path: join(screenshots, `phone-${path.replaceAll('/', '-') || 'home'}.png`),
        });
        expect(sideways).toBeLessThanOrEqual(0);
        expectQuiet();
      },
      60_000,
    );
  },
);
