import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { findChromium } from '../../testing/chromium.js';
import { ExplorerBrowser } from '../testing/explorer-browser.js';

const executablePath = findChromium();
if (executablePath === undefined) {
  console.log('Skipped: a site on another host needs Chromium (set CHROMIUM_PATH or install it).');
}

const types: Record<string, string> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/** A host of plain files at `/site/`, with nothing above them. */
function hostFiles(root: string): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const file = join(root, pathname.replace(/^\/site/, '').replace(/\/$/, '/index.html'));
    if (!pathname.startsWith('/site/') || !existsSync(file)) return void response.writeHead(404).end();
    response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
    response.end(readFileSync(file));
  });
  return new Promise((listening) => server.listen(0, '127.0.0.1', () => listening(server)));
}

describe.skipIf(executablePath === undefined)('a site that no registry serves', () => {
  let host: Server;
  let origin: string;
  let browser: ExplorerBrowser;

  beforeAll(async () => {
    host = await hostFiles(inject('site'));
    const { port } = host.address() as AddressInfo; // a server that listens on TCP has one
    origin = `http://127.0.0.1:${port}`;
    browser = await ExplorerBrowser.start(executablePath ?? '', { CORS_ORIGINS: origin });
  }, 60_000);

  afterAll(async () => {
    await browser.stop();
    host.close();
  });

  it('asks for the address of one, and keeps it in its own', async () => {
    const page = await browser.blank();
    await page.goto(`${origin}/site/explorer/`);
    await page.getByLabel('Address').fill('registry.example.com');
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.getByText('An address that begins with').waitFor();
    await page.getByLabel('Address').fill(`${browser.url}/`);
    await page.getByRole('button', { name: 'Connect' }).click();
    await page.locator('.list-page').waitFor();
    expect(new URL(page.url()).searchParams.get('registry')).toBe(browser.url);
    await page.reload();
    await page.locator('.list-page').waitFor();
    await page.getByRole('link', { name: 'change' }).click();
    await page.getByRole('heading', { name: 'Which registry?' }).waitFor();
    await page.close();
  }, 60_000);
});
