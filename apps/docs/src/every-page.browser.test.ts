import { readdirSync } from 'node:fs';
import { sep } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { seriousFindings } from './testing/axe.js';
import { findChromium } from './testing/chromium.js';
import { isShortForm } from './testing/form.js';
import { type Listened, SiteBrowser } from './testing/site-browser.js';

const executablePath = findChromium();
if (executablePath === undefined) {
  console.log('Skipped: every page in a browser needs Chromium (set CHROMIUM_PATH or install it).');
}

const pages = readdirSync(inject('site'), { recursive: true, encoding: 'utf8' })
  .map((file) => file.split(sep).join('/'))
  .filter((file) => file.endsWith('.html'))
  .sort();

/** Made by one layout each, which the short form looks at once: what differs are words. */
const families = { guides: 'guides/start.html', errors: 'errors/invalid_body.html' };

/** Whether a page is alone of its kind, or stands for its family. */
function isTypical(page: string): boolean {
  const kin = Object.entries(families).filter(([family]) => page.startsWith(`${family}/`));
  return page.endsWith('index.html') || kin.every(([, example]) => page === example);
}

const examined = isShortForm ? pages.filter(isTypical) : pages;

/** Two at a time, as many as a small machine has processors. */
const tabs = 2;

const widths = [360, 768, 1920];

/** By how many pixels the page is wider than the window once its scripts have followed a new width, in the browser. */
async function settledOverflow(): Promise<number> {
  const overflow = () => document.documentElement.scrollWidth - window.innerWidth;
  for (let frame = 0; frame < 60 && overflow() > 0; frame += 1) await new Promise(requestAnimationFrame);
  return overflow();
}

/** Resolves when the colors of the other theme are there, in the browser: changes of color take a moment even where motion is reduced. */
async function colorsSettled(): Promise<void> {
  for (let frame = 0; frame < 2; frame += 1) await new Promise(requestAnimationFrame);
  await Promise.all(document.getAnimations().map(({ finished }) => finished.catch(() => undefined)));
}

const which = isShortForm ? 'one page of each kind' : 'every page';

describe.skipIf(executablePath === undefined)(`${which}, under its content security policy,`, () => {
  let browser: SiteBrowser;
  const findings = { complaints: [], foreignRequests: [], sideways: [], axe: [] } as Record<string, string[]>; // filled below

  async function drawn(page: Page, file: string): Promise<void> {
    await page.goto(browser.docs + file.replace(/index\.html$/, ''));
    // On the page of the reference it comes from a script.
    await page.getByRole('heading', { level: 1 }).first().waitFor();
  }

  async function lookAtColors(page: Page, file: string): Promise<void> {
    findings['axe']?.push(...(await seriousFindings(page)).map((one) => `${file}: ${one}`));
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.locator('html.dark, body.dark-mode').waitFor({ state: 'attached' });
    await page.evaluate(colorsSettled);
    findings['axe']?.push(...(await seriousFindings(page, 'colors')).map((one) => `${file} (dark): ${one}`));
  }

  async function lookAtWidths(page: Page, file: string): Promise<void> {
    for (const width of widths) {
      await page.setViewportSize({ width, height: 740 });
      const beyond = await page.evaluate(settledOverflow);
      if (beyond > 0) findings['sideways']?.push(`${file} at ${width}: ${beyond}`);
    }
  }

  async function lookAt({ page, complaints, foreignRequests }: Listened, file: string): Promise<void> {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    await page.setViewportSize({ width: 1400, height: 900 });
    await drawn(page, file);
    await lookAtColors(page, file);
    await lookAtWidths(page, file);
    findings['complaints']?.push(...complaints.splice(0).map((one) => `${file}: ${one}`));
    findings['foreignRequests']?.push(...foreignRequests.splice(0).map((one) => `${file}: ${one}`));
  }

  beforeAll(async () => {
    browser = await SiteBrowser.start(inject('site'), executablePath ?? '');
    const left = [...examined];
    const tab = async () => {
      const listened = await browser.open();
      for (let file = left.shift(); file !== undefined; file = left.shift()) await lookAt(listened, file);
    };
    await Promise.all(Array.from({ length: tabs }, tab));
  }, 300_000);

  afterAll(() => browser?.stop());

  it('was looked at', () => {
    expect(pages.length).toBeGreaterThan(40);
    expect(examined).toEqual(expect.arrayContaining(['index.html', ...Object.values(families)]));
  });

  it('complains of nothing and asks no other host', () => {
    expect(findings['complaints']).toEqual([]);
    expect(findings['foreignRequests']).toEqual([]);
  });

  it('has nothing that axe calls serious, in light and in dark', () => expect(findings['axe']).toEqual([]));

  it('fits a phone and a wide screen without scrolling sideways', () =>
    expect(findings['sideways']).toEqual([]));
});
