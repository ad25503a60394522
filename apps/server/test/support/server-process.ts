import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const main = fileURLToPath(new URL('../../src/main.ts', import.meta.url));
const loader = pathToFileURL(createRequire(import.meta.url).resolve('tsx')).href;
const sources = [process.execPath, '--import', loader, main];

/** The command of the server as it was built last, which starts in half the time. */
export const built: readonly string[] = [
  process.execPath,
  fileURLToPath(new URL('../../dist/main.js', import.meta.url)),
];

/** What is started unless a test says otherwise: what was built, where a run has built everything itself and says so. */
const current = process.env['TEST_BUILT'] ? built : sources;

/** The server as a process of its own, with nothing of this process's environment but what finds programs. */
export interface ServerProcess {
  readonly child: ChildProcess;
  /** What it has printed so far. */
  output(): string;
  errors(): string;
  /** Its base URL, once it says that it is ready; rejects if it ends before. */
  ready(): Promise<string>;
  /** Its exit status, once it has ended. */
  exited(): Promise<number | null>;
}

const running = new Set<ChildProcess>();

/**
 * Starts the server in a folder; its port is picked by the system unless the environment says otherwise.
 * @param command what to start in its place
 */
export function startServer(
  folder: string,
  environment: Record<string, string> = {},
  words: readonly string[] = [],
  command: readonly string[] = current,
): ServerProcess {
  const [program = '', ...before] = command;
  const child = spawn(program, [...before, ...words], {
    cwd: folder,
    env: { PATH: process.env['PATH'], PORT: '0', ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  const texts = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    texts.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    texts.err += text;
  });
  const ended = once(child, 'close').then(() => running.delete(child));
  // The first is a line of JSON, the second one for people.
  const urlPrinted = () => /(?:"url":"|ready \{"url":")([^"]+)"(?:,"msg":"ready"|\})/.exec(texts.out)?.[1];

  async function ready(): Promise<string> {
    for (let url = urlPrinted(); ; url = urlPrinted()) {
      if (url !== undefined) return url;
      if (child.exitCode !== null) throw new Error(`The server ended before it was ready: ${texts.err}`);
      await Promise.race([once(child.stdout, 'data'), ended]);
    }
  }

  return {
    child,
    output: () => texts.out,
    errors: () => texts.err,
    ready,
    exited: async () => {
      await ended;
      return child.exitCode;
    },
  };
}

/** Ends what a test left running. */
export async function endServers(): Promise<void> {
  const left = [...running];
  for (const child of left) child.kill('SIGKILL');
  await Promise.all(
    left.map((child) => (child.exitCode === null && child.signalCode === null ? once(child, 'close') : null)),
  );
}
