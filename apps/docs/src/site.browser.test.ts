import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { choicesOf, choose } from './testing/choices.js';
import { findChromium } from './testing/chromium.js';
import { type Listened, SiteBrowser } from './testing/site-browser.js';

const executablePath = findChromium();
if (executablePath === undefined) {
  console.log('Skipped: the documentation in a browser needs Chromium (set CHROMIUM_PATH or install it).');
}

describe.skipIf(executablePath === undefined)(
  'the site in a browser, under its content security policy',
  () => {
    let browser: SiteBrowser;
    let listened: Listened;
    let page: Page;

    beforeAll(async () => {
      browser = await SiteBrowser.start(inject('site'), executablePath ?? '');
      await browser.client.upsertModel({
        model_name: 'acme/gpt-4o-mini-support',
        base_model_name: 'gpt-4o-mini',
      });
    }, 60_000);

    afterAll(() => browser?.stop());

    beforeEach(async () => {
      listened = await browser.open();
      page = listened.page;
    });

    afterEach(() => page.close());

    function expectQuiet(): void {
      const { complaints, foreignRequests } = listened;
      expect({ complaints, foreignRequests }).toEqual({ complaints: [], foreignRequests: [] });
    }

    const operation = (slug: string) => page.locator(`section[id$="tag/${slug}"]`);

    it('shows the operations of the contract, and leads to each by its address', async () => {
      await page.goto(`${browser.docs}reference`);
      await page.getByRole('link', { name: 'Replace a custom model' }).first().click();
      await page.getByRole('heading', { name: 'Replace a custom model' }).waitFor();
      expect(page.url()).toBe(`${browser.docs}reference#tag/models/replaceModel`);
      expectQuiet();
    }, 60_000);

    it('shows an operation in curl, TypeScript and Python, with the address of the registry', async () => {
      await page.goto(`${browser.docs}reference#tag/models/replaceModel`);
      const shown = operation('models/replaceModel');
      await shown.getByText(`'${browser.registryUrl}/api/models/acme%2Fgpt-4o-mini-support'`).waitFor();
      const button = shown.getByRole('button', { name: 'curl' });
      expect(await choicesOf(button)).toEqual(['curl', 'TypeScript', 'Python']);
      await choose(button, 'TypeScript', shown.getByText('await registry.replaceModel({'));
      expectQuiet();
    }, 60_000);

    it('shows the sample of the example that the reader picks', async () => {
      await page.goto(`${browser.docs}reference#tag/models/upsertModel`);
      const shown = operation('models/upsertModel');
      await choose(
        shown.getByRole('button', { name: 'A price of our own on a shipped base' }),
        'A private endpoint with no base',
        shown.getByText('"acme/private-llama"').first(),
      );
      const inPython = shown.getByText('"model_name": "acme/private-llama"').first();
      await choose(shown.getByRole('button', { name: 'curl' }), 'Python', inPython);
      expectQuiet();
    }, 60_000);

    it('shows its own copy of the contract where no registry serves it', async () => {
      await page.route(`${browser.registryUrl}/openapi.json`, (route) => route.fulfill({ status: 404 }));
      await page.goto(`${browser.docs}reference`);
      await page.getByRole('heading', { level: 1, name: 'LLM Registry' }).waitFor();
      expect(listened.foreignRequests).toEqual([]);
    }, 60_000);

    it('sends a PUT with the key that was pasted, and shows what the registry answers', async () => {
      await page.goto(`${browser.docs}reference#tag/models/replaceModel`);
      await page.getByPlaceholder('Token').first().click();
      await page.keyboard.insertText(browser.key);
      await page.keyboard.press('Tab');
      await operation('models/replaceModel')
        .getByRole('button', { name: /Test Request/ })
        .click();
      const dialog = page.getByRole('dialog');
      await Promise.all([
        page.waitForResponse((answer) => answer.request().method() === 'PUT' && answer.status() === 200),
        dialog.getByRole('button', { name: /^Send put request/i }).click(),
      ]);
      await dialog.getByText('200 OK').first().waitFor();
      // In the answer only: the request names the base by its alias.
      await dialog.getByText('"openai/gpt-4o-mini"').first().waitFor();
      const model = await browser.client.getModel({ model_name: 'acme/gpt-4o-mini-support' });
      expect([model.input_cost, model.output_cost]).toEqual([0.12, 0.48]);
      expectQuiet();
    }, 60_000);

    it('leads from the reference to the search over everything', async () => {
      await page.goto(`${browser.docs}reference`);
      await page.getByRole('link', { name: 'Search everything' }).click();
      await page.locator('#localsearch-input').waitFor();
      expectQuiet();
    }, 60_000);

    it('leads from an error to the operation that answers it', async () => {
      await page.goto(`${browser.docs}errors/model_in_use`);
      await page.getByRole('link', { name: '/api/models/{model_name}' }).click();
      await operation('models/deleteModel').waitFor();
      expectQuiet();
    }, 60_000);

    it('shows commands with the address of the registry', async () => {
      await page.goto(`${browser.docs}guides/start`);
      await page
        .getByText(`curl -s ${browser.registryUrl}/api/models/acme/gpt-4o-mini-support`)
        .first()
        .waitFor();
      expectQuiet();
    }, 60_000);

    it('leads from a guide to the reference and back without a broken page', async () => {
      await page.goto(`${browser.docs}guides/start`);
      await page
        .getByRole('navigation', { name: 'Main Navigation' })
        .getByRole('link', { name: 'Reference' })
        .click();
      await page.getByRole('heading', { level: 1, name: 'LLM Registry' }).waitFor();
      await page.getByRole('navigation', { name: 'Site' }).getByRole('link', { name: 'Errors' }).click();
      await page.getByRole('heading', { level: 1, name: 'Errors' }).waitFor();
      await page.getByRole('link', { name: 'model_in_use' }).click();
      await page.getByRole('heading', { name: 'What to do' }).waitFor();
      expect(page.url()).toBe(`${browser.docs}errors/model_in_use.html`);
      expectQuiet();
    }, 60_000);

    it('has one main part on each page, also behind a click', async () => {
      const mains = page.locator('main, [role="main"]');
      await page.goto(browser.docs);
      await expect.poll(() => mains.count()).toBe(1);
      await page.getByRole('link', { name: 'Start in five minutes' }).first().click();
      await page.getByRole('heading', { level: 1, name: 'Start in five minutes' }).waitFor();
      await expect.poll(() => mains.count()).toBe(1);
      expect(await page.locator('#VPContent').getAttribute('role')).toBeNull();
      expectQuiet();
    }, 60_000);

    it.each(['guides/start', 'reference'])(
      'can be skipped into at %s by the first key',
      async (path) => {
        await page.goto(browser.docs + path, { waitUntil: 'networkidle' });
        await page.keyboard.press('Tab');
        const focused = page.locator(':focus');
        expect(await focused.innerText()).toBe('Skip to content');
        const { outlineStyle, outlineWidth } = await focused.evaluate((link) => getComputedStyle(link));
        expect([outlineStyle, outlineWidth]).toEqual(['solid', '2px']);
        await page.keyboard.press('Enter');
        await page.keyboard.press('Tab');
        const inside = page.locator('#VPContent :focus, #reference :focus');
        await inside.waitFor({ state: 'attached' });
        expectQuiet();
      },
      60_000,
    );

    it.each([
      ['in a pipeline', /Keep models in Git/, 'guides/models-in-git.html#in-a-pipeline'],
      ['negotiated price', /negotiated price/i, 'guides/negotiated-price.html'],
      ['keycloak', /Keycloak/, 'guides/identity-provider.html#keycloak'],
      ['respan', /Respan/, 'guides/respan.html'],
      ['replace a custom model', /Replace a custom model/, 'operations.html#replaceModel'],
      ['inheritance_cycle', /inherit/i, 'errors/inheritance_cycle.html'],
      ['JWT_JWKS_URL', /JWT_JWKS_URL/, 'configuration.html#JWT_JWKS_URL'],
      ['cache_hit_input_cost', /cache_hit_input_cost/, 'fields.html#cache_hit_input_cost'],
    ])(
      'finds %s by keyboard only',
      async (words, found, address) => {
        await page.goto(browser.docs);
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
        await page.keyboard.insertText(words);
        const first = page.getByRole('option').first();
        await first.filter({ hasText: found }).waitFor();
        // While words are typed the first one changes.
        await expect
          .poll(() => first.locator('a').getAttribute('href'), { timeout: 20_000 })
          .toContain(address);
        await page.keyboard.press('Enter');
        await page.waitForURL((url) => url.href.startsWith(browser.docs + address));
        expectQuiet();
      },
      60_000,
    );
  },
);
