// A browser on the explorer of a registry that really serves it, and everything that must not happen there.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Registry } from '@llm-registry/client';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { RegistryProcess } from '../../snippets/registry-process.js';
import { quietFlags } from '../../testing/chromium.js';

/** What every page of it was heard to say or ask. */
export interface Overheard {
  complaints: string[];
  foreignRequests: string[];
}

/** A registry with its pages in a browser. */
export class ExplorerBrowser {
  #registry: RegistryProcess;
  #context: BrowserContext;
  #root: string;
  /** Of the registry, without a slash at its end. */
  readonly url: string;
  /** An admin's. */
  readonly key: string;
  readonly client: Registry;
  readonly overheard: Overheard = { complaints: [], foreignRequests: [] };

  private constructor(registry: RegistryProcess, context: BrowserContext, root: string) {
    this.#registry = registry;
    this.#context = context;
    this.#root = root;
    this.url = registry.url ?? '';
    this.key = registry.key ?? '';
    this.client = createClient({ baseUrl: this.url, token: this.key });
  }

  /** Starts both. @param executablePath of Chromium @param settings of the registry */
  static async start(
    executablePath: string,
    settings: Record<string, string> = {},
  ): Promise<ExplorerBrowser> {
    const root = mkdtempSync(join(tmpdir(), 'explorer-'));
    mkdirSync(join(root, 'data'));
    const environment = {
      PATH: process.env['PATH'] ?? '',
      PORT: '0',
      LOG_LEVEL: 'warn',
      LOG_FORMAT: 'json',
      ...settings,
    };
    const registry = await RegistryProcess.start(join(root, 'data'), environment);
    const context = await chromium.launchPersistentContext(join(root, 'profile'), {
      executablePath,
      args: quietFlags,
      viewport: { width: 1400, height: 900 },
      reducedMotion: 'reduce',
    });
    return new ExplorerBrowser(registry, context, root);
  }

  /** A page that nothing is shown in yet. */
  async blank(): Promise<Page> {
    const page = await this.#context.newPage();
    this.#listen(page);
    return page;
  }

  /** A page of the explorer. @param query without its question mark @param key kept in the tab as if it had been pasted */
  async open(query = '', key = ''): Promise<Page> {
    const page = await this.blank();
    await page.addInitScript(
      ([place, value]) => {
        if (value !== '' && !sessionStorage.getItem('signed in before')) {
          sessionStorage.setItem(place ?? '', value ?? '');
          sessionStorage.setItem('signed in before', 'yes');
        }
      },
      [`llm-registry key of ${this.url}`, key],
    );
    await page.goto(`${this.url}/docs/explorer/${query === '' ? '' : `?${query}`}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByText('Loading models').waitFor({ state: 'detached' });
    return page;
  }

  #listen(page: Page): void {
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        this.overheard.complaints.push(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => this.overheard.complaints.push(error.message));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== this.url) this.overheard.foreignRequests.push(request.url());
    });
  }

  /** What was heard since the last time that somebody asked. */
  takeOverheard(): Overheard {
    const { complaints, foreignRequests } = this.overheard;
    return { complaints: complaints.splice(0), foreignRequests: foreignRequests.splice(0) };
  }

  async stop(): Promise<void> {
    await this.#context.close();
    await this.#registry.stop();
    rmSync(this.#root, { recursive: true, force: true });
  }
}
