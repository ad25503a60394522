// Runs a document as a reader would who starts with nothing but the repository.
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { complaint } from './output.js';
import type { Postgres } from './postgres.js';
import { RegistryProcess, settingsIn } from './registry-process.js';
import { Shell, type ShellResult } from './shell.js';
import type { Step } from './steps.js';

const repository = fileURLToPath(new URL('../../../../', import.meta.url)).replace(/\/$/, '');
const tools = join(repository, 'node_modules/.bin');

/** The project that the reader's programs are in. */
const project = JSON.stringify({ name: 'reader', private: true, type: 'module' });

const compile = [
  'tsc --noEmit --strict --noUncheckedIndexedAccess --skipLibCheck --target es2023 --module nodenext',
  `--types node --typeRoots '${repository}/node_modules/@types'`,
].join(' ');

/** A port that nothing listens at. */
async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? String(address.port) : '';
}

/** What is there without having been installed by the document. */
export interface Found {
  /** Folders to find programs in before all others. */
  programs: readonly string[];
  /** Packages from npm that the repository has installed. */
  packages: readonly string[];
  /** Where a document needs one; the reader ends it. */
  postgres?: Postgres;
}

/** Ports that documents give to servers that they start themselves. */
const portsOfReader = ['4001', '4002'];

/** A reader: a home with the repository cloned into it, a project, a shell, and a registry that serves. */
export class Reader {
  #root = mkdtempSync(join(tmpdir(), 'docs-reader-'));
  #shell: Shell;
  #registry: RegistryProcess | undefined;
  #key = '';
  #ports = new Map<string, string>();
  #postgres: Postgres | undefined;
  #packages: readonly string[];

  /** @param found what the document needs that a reader installs from elsewhere */
  constructor({ programs, packages, postgres }: Found) {
    this.#postgres = postgres;
    for (const folder of ['home', 'project/node_modules', 'data', 'scratch'])
      mkdirSync(join(this.#root, folder), { recursive: true });
    symlinkSync(repository, join(this.#root, 'home/llm-registry'));
    writeFileSync(join(this.#root, 'project/package.json'), project);
    this.#packages = packages;
    const path = [...programs, tools, process.env['PATH']].join(':');
    this.#shell = new Shell(
      join(this.#root, 'project'),
      join(this.#root, 'scratch'),
      this.#environment(path),
    );
  }

  /** Nothing of this process's but what programs need to run; the operator's commands find the registry's data. */
  #environment(path = process.env['PATH'] ?? ''): Record<string, string> {
    return {
      PATH: path,
      HOME: join(this.#root, 'home'),
      LANG: 'C.UTF-8',
      DATABASE_URL: `sqlite:${join(this.#root, 'data/llm-registry.db')}`,
      npm_config_cache: join(this.#root, 'npm'),
      npm_config_audit: 'false',
      npm_config_fund: 'false',
      npm_config_update_notifier: 'false',
    };
  }

  /** Before each step, because an `npm install` of the document takes away what it did not install itself. */
  #linkPackages(): void {
    for (const name of this.#packages) {
      const place = join(this.#root, 'project/node_modules', name);
      if (existsSync(place)) continue;
      mkdirSync(dirname(place), { recursive: true });
      symlinkSync(join(repository, 'node_modules', name), place);
    }
  }

  /** The first thing that is not as the document says: where the registry, the reader's own servers and PostgreSQL listen. */
  #asHere(text: string): string {
    const address = this.#registry?.url?.replace('http://', '') ?? '';
    return text
      .replace(/\b127\.0\.0\.1:4080\b/g, address)
      .replaceAll('127.0.0.1:5432', this.#postgres?.address ?? '127.0.0.1:5432')
      .replace(/\b400[12]\b/g, (port) => this.#ports.get(port) ?? port);
  }

  /** The second: the admin key, in the place of which documents write `llmr_…`. */
  #withKey(text: string): string {
    return this.#asHere(text).replaceAll('llmr_…', this.#key);
  }

  /** Starts the registry, or starts it again with other settings, on the same data and at the same address. */
  async startRegistry(settings: Record<string, string> = {}): Promise<string> {
    const port = this.#registry?.url === undefined ? '0' : new URL(this.#registry.url).port;
    await this.#registry?.stop();
    const environment = {
      ...this.#environment(),
      ...settings,
      PORT: port,
      LOG_LEVEL: 'warn',
      LOG_FORMAT: 'json',
    };
    this.#registry = await RegistryProcess.start(join(this.#root, 'data'), environment);
    this.#key ||= this.#registry.key ?? '';
    for (const port of portsOfReader) {
      if (!this.#ports.has(port)) this.#ports.set(port, await freePort());
    }
    return this.#registry.said;
  }

  async #run({ kind, text, line, file = `line-${line}.ts` }: Step): Promise<ShellResult> {
    if (kind === 'server') {
      return { ok: true, output: await this.startRegistry(settingsIn(this.#asHere(text.trim()))) };
    }
    if (kind === 'shell') return this.#shell.run(this.#withKey(text));
    writeFileSync(join(this.#root, 'project', file), this.#withKey(text));
    if (kind === 'file') return { ok: true, output: '' };
    return this.#shell.run(`(cd '${this.#root}/project' && ${compile} ${file} && tsx ${file})`);
  }

  /**
   * Does one step.
   * @throws Error when it fails, or prints something else than the document shows
   */
  async do(step: Step): Promise<void> {
    if (this.#registry === undefined && step.kind !== 'server') await this.startRegistry();
    this.#linkPackages();
    if (step.firstCurl) await this.#shell.run(this.#registry?.firstCurl ?? '');
    const { ok, output } = await this.#run(step);
    if (!ok) throw new Error(`Line ${step.line} failed:\n${output}`);
    if (step.shown === undefined) return;
    const wrong = complaint(output, { ...step.shown, text: this.#asHere(step.shown.text) });
    if (wrong !== null) throw new Error(`Line ${step.line}: ${wrong}`);
  }

  /** Leaves nothing behind. */
  async leave(): Promise<void> {
    await this.#shell.close();
    await this.#registry?.stop();
    await this.#postgres?.stop();
    rmSync(this.#root, { recursive: true, force: true });
  }
}
