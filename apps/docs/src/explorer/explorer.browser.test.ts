import { gzipSync } from 'node:zlib';
import type { Model } from '@llm-registry/client';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from '../testing/axe.js';
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

  function find(name: string): Model {
    const found = shipped.find(({ model_name }) => model_name === name);
    if (found === undefined) throw new Error(`The catalog has no ${name} any more.`);
    return found;
  }

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
    expect(await page.title()).toBe('google/gemini-2.5-pro | LLM Registry');
    await page.goBack();
    await page.getByRole('searchbox').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('gemini-2.5-pro');
    await page.goForward();
    await page
      .getByRole('navigation', { name: 'Main Navigation' })
      .getByRole('link', { name: 'Models' })
      .click();
    await expect.poll(count).toBe(`${shipped.length.toLocaleString('en-US')} models`);
  });

  it('keeps few rows in the page, however many models there are', async () => {
    page = await browser.open();
    const many = [
      ...shipped,
      ...shipped.map((model) => ({ ...model, model_name: `again/${model.model_name}` })),
    ];
    await page.route('**/api/models/public', (route) => route.fulfill({ json: { models: many } }));
    await page.reload();
    await expect.poll(count).toBe(`${many.length.toLocaleString('en-US')} models`);
    const list = page.getByRole('region', { name: 'List of models' });
    await list.evaluate((element) => element.scrollTo(0, element.scrollHeight));
    await page.locator(`tr[aria-rowindex="${many.length + 1}"]`).waitFor();
    expect(await page.locator('table.models tbody tr').count()).toBeLessThan(60);
    await page.getByRole('searchbox').fill('again openai gpt-4o-mini');
    await expect.poll(async () => (await names()).every((name) => name.startsWith('again/'))).toBe(true);
  }, 60_000);

  it('compares models, marks what differs, and estimates what the API says', async () => {
    const compared = ['google/gemini-2.5-pro', 'openai/gpt-4o-mini'].map(find);
    page = await browser.open('q=gemini-2.5-pro&provider=google');
    await page.getByRole('checkbox', { name: 'Compare google/gemini-2.5-pro', exact: true }).check();
    await page.getByRole('button', { name: 'Clear filters' }).click();
    await page.getByRole('searchbox').fill('openai/gpt-4o-mini');
    await page.getByRole('checkbox', { name: 'Compare openai/gpt-4o-mini', exact: true }).check();
    await page.getByRole('link', { name: 'Compare 2' }).click();
    await page.getByLabel('Input tokens a month').fill('30,000,000');
    await page.getByLabel('Of these from the cache').fill('10000000');
    await page.getByLabel('Output tokens a month').fill('7000000');
    await page.getByLabel('Input of one request').fill('250000');
    const usd = compared.map(({ input_cost, cache_hit_input_cost, output_cost, price_tiers }) => {
      const prices = price_tiers?.[0] ?? { input_cost, cache_hit_input_cost, output_cost };
      return (
        20 * (prices.input_cost ?? NaN) +
        10 * (prices.cache_hit_input_cost ?? NaN) +
        7 * (prices.output_cost ?? NaN)
      );
    });
    const sums = async () =>
      (await page.locator('.sum output').allTextContents()).map((text) => Number(text.replace(/[$,]/g, '')));
    await expect.poll(sums).toEqual(usd.map((sum) => Number(sum.toFixed(2))));
    await page.locator('.chart canvas').waitFor();
    await page.getByLabel('Only what differs').check();
    const rows = page.getByRole('region', { name: 'Models side by side' }).locator('tbody tr');
    const differing = Object.entries(compared[0] ?? {}).filter(
      ([name, value]) =>
        !['id', 'model_name'].includes(name) &&
        JSON.stringify(value) !== JSON.stringify(Reflect.get(compared[1] ?? {}, name)),
    );
    await expect.poll(() => rows.count()).toBe(differing.length);
    await expect.poll(() => page.url()).toContain('only=differences');
    await page.reload();
    await expect.poll(sums).toEqual(usd.map((sum) => Number(sum.toFixed(2))));
  }, 60_000);

  it('says what is not known instead of a sum', async () => {
    const model = shipped.find(({ price_conditions }) => price_conditions.includes('time_of_day'));
    page = await browser.open(`model=${encodeURIComponent(model?.model_name ?? '')}`);
    await page.getByText('the hour of each call').waitFor();
    expect(await page.locator('.sum output').count()).toBe(0);
  }, 60_000);

  it('works by keyboard only, from the search to a model and back to its row', async () => {
    page = await browser.open('q=gpt-4o&provider=openai');
    await page.getByRole('region', { name: 'List of models' }).focus();
    const focused = () => page.evaluate(() => document.activeElement?.textContent?.trim() ?? '');
    for (let step = 0; step < 30 && !(await focused()).startsWith('openai/'); step++)
      await page.keyboard.press('Tab');
    const name = await focused();
    expect(name).toMatch(/^openai\//);
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
    );
    expect(outline).toBe('solid');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
    await expect.poll(focused).toBe(name);
    await page.goBack();
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('A');
    expect(await focused()).toBe(name);
  }, 60_000);

  it.each([
    ['light', 1400],
    ['dark', 360],
  ] as const)(
    'has nothing that axe finds serious, and fits: %s, %d pixels',
    async (colorScheme, width) => {
      page = await browser.open();
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await page.setViewportSize({ width, height: 800 });
      const model = 'model=google%2Fgemini-2.5-pro';
      for (const query of [
        'q=gpt&with=openai%2Fgpt-4o-mini',
        'q=nothing+of+this',
        model,
        `view=compare&${model.replace('model', 'with')}`,
      ]) {
        await page.goto(`${browser.url}/docs/explorer/?${query}`);
        await page.getByText('Loading models').waitFor({ state: 'detached' });
        await page.locator('.list-page, .model-page, .compare-page').waitFor();
        expect(await seriousFindings(page), query).toEqual([]);
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
          query,
        ).toBeLessThanOrEqual(0);
      }
    },
    60_000,
  );

  it('is there after less than 400 KB, also without the slash at the end of its address', async () => {
    page = await browser.blank();
    const files: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).pathname.startsWith('/docs/')) files.push(request.url());
    });
    await page.goto(`${browser.url}/docs/explorer`);
    await page.locator('.list-page').waitFor();
    expect(new URL(page.url()).pathname).toBe('/docs/explorer/');
    const sizes = await Promise.all(
      [...new Set(files)].map(async (file) => gzipSync(await (await fetch(file)).arrayBuffer()).length),
    );
    expect(sizes.length).toBeGreaterThan(4);
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(400_000);
  }, 60_000);

  it.each([
    [429, 'rate_limited', 'The registry asks to wait 60 s.'],
    [503, 'database_unavailable', 'Try again'],
  ])(
    'says what to do after %d %s',
    async (status, code, text) => {
      page = await browser.open();
      const problem = {
        type: `/docs/errors/${code}`,
        title: 'No',
        status,
        detail: 'Later.',
        code,
        request_id: 'r-1',
      };
      await page.route('**/api/models/public', (route) =>
        route.fulfill({ status, json: problem, headers: { 'retry-after': '60' } }),
      );
      await page.reload();
      await page.getByRole('alert').getByText(text).waitFor();
      await page.getByRole('alert').getByText('r-1').waitFor();
      await page.unroute('**/api/models/public');
      await page.getByRole('button', { name: 'Try again' }).click();
      await page.locator('.list-page').waitFor();
      expect(browser.takeOverheard().complaints).toEqual([expect.stringContaining(String(status))]);
    },
    60_000,
  );
});
