import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll } from 'vitest';
import { Missing } from './missing.js';
import { run } from './programs.js';

const shipped = (file: string) =>
  readFileSync(fileURLToPath(new URL(`../../../../deploy/${file}`, import.meta.url)), 'utf8');

/** A proxy of somebody else with the configuration that we ship, on ports of this machine. */
export interface Proxy {
  name: string;
  /** How to say the configuration, with the ports of this machine in place of those in a deployment. */
  configuration(port: number, registries: readonly string[], folder: string): string;
  command(file: string): [program: string, ...args: string[]];
}

function withAddresses(text: string, listens: [string, string], registries: readonly string[]): string {
  const placed = registries.reduce(
    (sofar, address, index) => sofar.replaceAll(`registry-${index + 1}:4080`, address),
    text.replace(...listens),
  );
  // A port of this machine may begin with the same digits.
  if (/:4080\b/.test(placed) || !placed.includes(listens[1])) throw new Error('An address was not replaced.');
  return placed;
}

export const nginx: Proxy = {
  name: 'nginx',
  configuration(port, registries, folder) {
    const server = withAddresses(
      shipped('nginx.conf'),
      ['listen 80;', `listen 127.0.0.1:${port};`],
      registries,
    );
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((kind) => `${kind}_temp_path ${folder}/${kind};`)
      .join('\n');
    return `daemon off; pid ${folder}/pid; error_log ${folder}/error.log;\nevents {}\nhttp { access_log off; ${places}\n${server} }\n`;
  },
  command: (file) => ['nginx', '-c', file, '-e', '/dev/null'],
};

export const caddy: Proxy = {
  name: 'caddy',
  configuration(port, registries) {
    const site = withAddresses(shipped('Caddyfile'), [':80 {', `http://127.0.0.1:${port} {`], registries);
    return `{\n\tadmin off\n}\n${site}`;
  },
  command: (file) => ['caddy', 'run', '--adapter', 'caddyfile', '--config', file],
};

/** @throws Missing where the program is not there */
export async function installed(proxy: Proxy): Promise<Proxy> {
  const asked = proxy.name === 'nginx' ? ['-v'] : ['version'];
  if ((await run(proxy.name, asked)).code !== 0) throw new Missing(`this machine has no ${proxy.name}`);
  return proxy;
}

/** A port that is free now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  if (address === null || typeof address === 'string') throw new Error('There is no free port.');
  return address.port;
}

const running: ChildProcess[] = [];
const folders: string[] = [];

afterAll(async () => {
  for (const child of running) {
    if (child.exitCode !== null) continue;
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  }
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

async function answers(baseUrl: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`${baseUrl}/healthz`).catch(() => null);
    if (answer?.ok) return;
    await delay(50);
  }
  throw new Error(`No registry answers behind ${baseUrl}.`);
}

/**
 * Starts a proxy in front of registries; it is gone after the tests of the file.
 * @param registries their `host:port`
 * @returns its base URL
 */
export async function startedProxy(proxy: Proxy, registries: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), `llm-registry-${proxy.name}-`));
  folders.push(folder);
  mkdirSync(join(folder, 'home'));
  const port = await freePort();
  const file = join(folder, 'configuration');
  writeFileSync(file, proxy.configuration(port, registries, folder));
  const [program, ...args] = proxy.command(file);
  const home = join(folder, 'home');
  const child = spawn(program, args, {
    env: { PATH: process.env['PATH'], HOME: home, XDG_DATA_HOME: home, XDG_CONFIG_HOME: home },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  running.push(child);
  child.stderr?.resume();
  const baseUrl = `http://127.0.0.1:${port}`;
  await answers(baseUrl);
  return baseUrl;
}
