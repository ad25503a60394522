import type { Model } from '@llm-registry/client';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { findChromium } from '../testing/chromium.js';
import { ExplorerBrowser } from './testing/explorer-browser.js';

const executablePath = findChromium();
if (executablePath === undefined) {
  console.log('Skipped: the explorer in a browser needs Chromium (set CHROMIUM_PATH or install it).');
}

describe.skipIf(executablePath === undefined)('the explorer in a browser, served by a registry', () => {
  let browser: ExplorerBrowser;
  let page: Page;
  let shipped: readonly Model[];

  beforeAll(async () => {
    browser = await ExplorerBrowser.start(executablePath ?? '');
    const all = await browser.client.listPublicModels();
    shipped = Array.isArray(all) ? all : all.models;
  }, 60_000);

  afterEach(async () => {
    await page.close();
    expect(browser.takeOverheard()).toEqual({ complaints: [], foreignRequests: [] });
  });

  afterAll(() => browser.stop());

  const count = () => page.getByRole('status').filter({ hasText: 'models' }).textContent();
  const cells = (column: string) => page.locator(`table.models tbody td.${column}`).allTextContents();
  const names = () => page.locator('table.models tbody th a').allTextContents();

  it('lists all shipped models, and only some rows of them', async () => {
    page = await browser.open();
    expect(await count()).toBe(`${shipped.length.toLocaleString('en-US')} models`);
    expect((await names()).length).toBeLessThan(60);
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(shipped.length + 1));
  });

  it('finds by all words as they are typed, and a shared link shows the same', async () => {
    page = await browser.open();
    await page.getByRole('searchbox').pressSequentially('GPT mini openai');
    await page.getByRole('checkbox', { name: 'tools' }).check();
    await page.getByRole('textbox', { name: 'Input price, to' }).fill('0.2');
    const expected = shipped.filter((model) => {
      const { model_name, display_name, aliases, upstream_model, provider, input_cost, function_call } =
        model;
      const text = [
        model_name,
        display_name,
        upstream_model,
        ...aliases,
        provider?.provider_id,
        provider?.provider_name,
      ];
      const words = ['gpt', 'mini', 'openai'].every((word) => text.join('\n').toLowerCase().includes(word));
      return words && function_call === 1 && input_cost !== null && input_cost <= 0.2;
    });
    await expect.poll(count).toMatch(new RegExp(`^${expected.length} of `));
    await expect.poll(() => page.url()).toContain('input_to=0.2');
    const link = page.url();
    const seen = await names();
    expect(seen.length).toBeGreaterThan(0);
    await page.close();
    page = await browser.open(new URL(link).search.slice(1));
    await expect.poll(names).toEqual(seen);
    expect(await page.getByRole('searchbox').inputValue()).toBe('GPT mini openai');
  });

  it('sorts by price with what is unknown at the end, in both directions', async () => {
    page = await browser.open('q=mistral');
    const sort = page.getByRole('columnheader', { name: /^Input/ });
    for (const direction of ['ascending', 'descending']) {
      await sort.getByRole('button').press('Enter');
      await expect.poll(() => sort.getAttribute('aria-sort')).toBe(direction);
      const prices = (await cells('input_cost')).map((text) => text.trim());
      expect(prices[0]).not.toBe('unknown');
      await page
        .getByRole('region', { name: 'List of models' })
        .evaluate((list) => list.scrollTo(0, list.scrollHeight));
      await expect.poll(async () => (await cells('input_cost')).at(-1)?.trim()).toBe('unknown');
      await page.getByRole('region', { name: 'List of models' }).evaluate((list) => list.scrollTo(0, 0));
    }
  });

  it("shows a model's own page by its address, and leads back to the list", async () => {
    page = await browser.open('q=gemini-2.5-pro&provider=google');
    await page.getByRole('link', { name: 'google/gemini-2.5-pro', exact: true }).click();
    await page.getByRole('heading', { level: 1, name: 'google/gemini-2.5-pro' }).waitFor();
    const model = shipped.find(({ model_name }) => model_name === 'google/gemini-2.5-pro');
    const tier = model?.price_tiers?.[0];
    expect(tier).toBeDefined();
    const row = page.getByRole('region', { name: 'Prices' }).getByRole('row', { name: /^Input/ });
    expect(
      (await row.getByRole('cell').allTextContents()).map((text) => Number(text.replace('$', ''))),
    ).toEqual([model?.input_cost, tier?.input_cost]);
    await page.goBack();
    await page.getByRole('searchbox').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('gemini-2.5-pro');
  });
});
