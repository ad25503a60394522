import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { seriousFindings } from '../../testing/axe.js';
import { findChromium } from '../../testing/chromium.js';
import { ExplorerBrowser } from '../testing/explorer-browser.js';

const executablePath = findChromium();
if (executablePath === undefined) {
  console.log('Skipped: editing in a browser needs Chromium (set CHROMIUM_PATH or install it).');
}

describe.skipIf(executablePath === undefined)("an organization's own models in a browser", () => {
  let browser: ExplorerBrowser;
  let page: Page;
  const own = { model_name: 'acme/50% of a/b?#1', base_model_name: 'gpt-4o-mini' };
  const address = (name: string) => `models=organization&edit=${encodeURIComponent(name)}`;

  beforeAll(async () => {
    browser = await ExplorerBrowser.start(executablePath ?? '');
  }, 60_000);

  afterEach(() => page.close());
  afterAll(() => browser.stop());

  const field = (name: string) =>
    page.getByRole('form', { name: 'Definition' }).getByLabel(name, { exact: false });
  const heading = (name: string) => page.getByRole('heading', { level: 1, name, exact: true }).waitFor();
  const definition = () => browser.client.getDefinition({ model_name: own.model_name });

  /** The browser itself reports answers that are a no; nothing else may be there. */
  function expectOnlyRefusals(...statuses: number[]): void {
    const { complaints, foreignRequests } = browser.takeOverheard();
    expect(foreignRequests).toEqual([]);
    expect(complaints.map((text) => Number(/status of (\d+)/.exec(text)?.[1]))).toEqual(statuses);
  }

  it('need a key, which is kept in the tab and never in the address', async () => {
    page = await browser.open('models=organization');
    await page.getByRole('alert').getByText('A valid credential is needed').waitFor();
    expect(await seriousFindings(page)).toEqual([]);
    await page.getByRole('alert').getByRole('button', { name: 'Use another key' }).click();
    await page.getByLabel('API key or JWT').fill(browser.key);
    await page.keyboard.press('Enter');
    await page.getByText('default, as admin').waitFor();
    await page.reload();
    await page.getByText('default, as admin').waitFor();
    expect(page.url()).not.toContain(browser.key);
    expect(await page.evaluate(() => localStorage.length)).toBe(0);
    await page.getByRole('button', { name: 'Forget the key' }).click();
    await page.getByRole('button', { name: 'Use a key' }).waitFor();
    expect(
      await page.evaluate(() => Object.values(sessionStorage).filter((text) => text.startsWith('llmr_'))),
    ).toEqual([]);
    expectOnlyRefusals(401);
  }, 60_000);

  it('are created in a form that shows what is wrong at its field', async () => {
    page = await browser.open('models=organization', browser.key);
    await page.getByRole('link', { name: 'New model' }).click();
    await field('model_name').first().fill('/acme');
    await field('input_cost').first().fill('-1');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('2 fields to correct').waitFor();
    expect(await field('input_cost').first().getAttribute('aria-invalid')).toBe('true');
    // What the contract's limits cannot tell is said by the server.
    await field('model_name').first().fill(own.model_name);
    await field('input_cost').first().fill('0.125');
    await field('base_model_name').fill('acme/nothing');
    await page.getByRole('button', { name: 'Create' }).click();
    await page.locator('#field-base_model_name-error').getByText('There is no model').waitFor();
    expect(await page.evaluate(() => document.activeElement?.id)).toBe('field-base_model_name');
    expect(await seriousFindings(page)).toEqual([]);
    await field('base_model_name').fill(own.base_model_name);
    await page.getByRole('button', { name: 'Create' }).click();
    await heading(own.model_name);
    expect(await definition()).toEqual({ ...own, base_model_name: 'openai/gpt-4o-mini', input_cost: 0.125 });
    const row = page.getByRole('region', { name: 'Fields' }).getByRole('row', { name: /^input_cost/ });
    await row.getByText('set on this model').waitFor();
    await page
      .getByRole('row', { name: /^output_cost/ })
      .getByRole('link', { name: 'openai/gpt-4o-mini' })
      .waitFor();
    expectOnlyRefusals(400);
  }, 60_000);

  it('are replaced only by who has seen them: theirs or mine', async () => {
    page = await browser.open(address(own.model_name), browser.key);
    for (const [theirs, choice] of [
      [0.2, 'Take theirs'],
      [0.3, 'Put my changes on theirs'],
      [0.4, 'Write mine over it'],
    ] as const) {
      await field('display_name').fill('Mine');
      await browser.client.updateModel({ model_name: own.model_name, input_cost: theirs });
      await page.getByRole('button', { name: 'Replace' }).click();
      const dialog = page.getByRole('dialog', { name: 'Somebody was faster' });
      const row = dialog.getByRole('row', { name: /^input_cost/ });
      await row.getByText(`$${theirs}0`, { exact: true }).waitFor();
      expect(await seriousFindings(page)).toEqual([]);
      await dialog.getByRole('button', { name: choice }).click();
      if (choice === 'Write mine over it') break;
      await expect.poll(() => field('input_cost').first().inputValue()).toBe(String(theirs));
      expect(await field('display_name').inputValue()).toBe(choice === 'Take theirs' ? '' : 'Mine');
    }
    await heading(own.model_name);
    expect(await definition()).toMatchObject({ display_name: 'Mine', input_cost: 0.3 });
    expectOnlyRefusals(412, 412, 412);
  }, 60_000);

  it('are shown to a viewer, who is told what the role may not do', async () => {
    const { id, api_key } = await browser.client.createKey({ name: 'reader', role: 'viewer' });
    page = await browser.open(`models=organization&model=${encodeURIComponent(own.model_name)}`, api_key);
    await page.getByText('default, as viewer').waitFor();
    expect(await page.getByRole('link', { name: 'Edit' }).count()).toBe(0);
    await page.goto(`${browser.url}/docs/explorer/?${address(own.model_name)}`);
    await page.getByRole('alert').getByText('The role is too low').waitFor();
    await browser.client.deleteKey({ key_id: id });
    expectOnlyRefusals(403);
  }, 60_000);

  it('stay as they were typed while there is no network', async () => {
    page = await browser.open(address(own.model_name), browser.key);
    await field('display_name').fill('Offline');
    await page.context().setOffline(true);
    await page.getByRole('button', { name: 'Replace' }).click();
    await page.getByRole('alert').getByText('You are offline').waitFor();
    expect(await field('display_name').inputValue()).toBe('Offline');
    await page.context().setOffline(false);
    await page.getByRole('button', { name: 'Try again' }).click();
    await heading(own.model_name);
    expect(await definition()).toMatchObject({ display_name: 'Offline' });
    browser.takeOverheard();
  }, 60_000);

  it('are deleted after one more question, and the dialog gives the focus back', async () => {
    page = await browser.open(`models=organization&model=${encodeURIComponent(own.model_name)}`, browser.key);
    const remove = page.getByRole('button', { name: 'Delete', exact: true });
    await remove.press('Enter');
    await page.getByRole('dialog').waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => remove.evaluate((button) => button === document.activeElement)).toBe(true);
    await remove.press('Enter');
    await page.getByRole('dialog').getByRole('button', { name: 'Delete' }).click();
    await heading('Models');
    await page.getByRole('searchbox').fill('acme');
    await page.getByText('No model matches').waitFor();
    const { results } = await browser.client.lookupModels({ model_names: [own.model_name] });
    expect(results[own.model_name]).toBeNull();
    expectOnlyRefusals();
  }, 60_000);
});
