// The built site, served before a registry that really answers, in a Chromium that writes down what must not happen.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type Registry } from '@llm-registry/client';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { RegistryProcess } from '../snippets/registry-process.js';
import { quietFlags } from './chromium.js';
import { type SiteServer, serveSite } from './serve-site.js';

/** A page, and what was heard of it since it was opened. */
export interface Listened {
  page: Page;
  /** Errors and warnings of the console. */
  complaints: string[];
  /** Requests to another host. */
  foreignRequests: string[];
}

export class SiteBrowser {
  #folder: string;
  #registry: RegistryProcess;
  #site: SiteServer;
  #context: BrowserContext;

  private constructor(folder: string, registry: RegistryProcess, site: SiteServer, context: BrowserContext) {
    this.#folder = folder;
    this.#registry = registry;
    this.#site = site;
    this.#context = context;
  }

  /** @param root the built site @param executablePath of Chromium */
  static async start(root: string, executablePath: string): Promise<SiteBrowser> {
    const folder = mkdtempSync(join(tmpdir(), 'docs-browser-'));
    mkdirSync(join(folder, 'data'));
    const environment = { PATH: process.env['PATH'] ?? '', PORT: '0', LOG_LEVEL: 'warn', LOG_FORMAT: 'json' };
    const registry = await RegistryProcess.start(join(folder, 'data'), environment);
    const site = await serveSite(root, registry.url ?? '', '/registry');
    const context = await chromium.launchPersistentContext(join(folder, 'profile'), {
      executablePath,
      args: quietFlags,
      viewport: { width: 1400, height: 900 },
      reducedMotion: 'reduce',
    });
    return new SiteBrowser(folder, registry, site, context);
  }

  /** Where the site's pages are, with a slash at its end. */
  get docs(): string {
    return `${this.#site.url}/docs/`;
  }

  /** The registry's address, as the browser reaches it. */
  get registryUrl(): string {
    return this.#site.url;
  }

  /** An admin's. */
  get key(): string {
    return this.#registry.key ?? '';
  }

  get client(): Registry {
    return createClient({ baseUrl: this.registryUrl, token: this.key });
  }

  async open(): Promise<Listened> {
    const page = await this.#context.newPage();
    const complaints: string[] = [];
    const foreignRequests: string[] = [];
    page.on('console', (message) => {
      if (['error', 'warning'].includes(message.type()))
        complaints.push(`${message.text()} ${message.location().url}`);
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== new URL(this.docs).origin) foreignRequests.push(request.url());
    });
    return { page, complaints, foreignRequests };
  }

  async stop(): Promise<void> {
    await this.#context.close();
    await this.#site.close();
    await this.#registry.stop();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
