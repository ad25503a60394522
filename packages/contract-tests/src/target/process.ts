import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../../', import.meta.url));

/** How long a first start, with the load of the catalog, may take on a busy machine, in milliseconds. */
const patience = 60_000;

export interface Running {
  /** The first line that it printed for us. */
  line: string;
  stop(): Promise<void>;
}

type Child = ChildProcessByStdio<null, Readable, Readable>;

async function firstLine(child: Child, wanted: RegExp): Promise<string> {
  for await (const line of createInterface({ input: child.stdout })) {
    if (wanted.test(line)) return line;
  }
  return Promise.reject(new Error('it ended without it'));
}

function complaintsOf(child: Child): () => string {
  let text = '';
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    text = (text + chunk).slice(-4_000);
  });
  return () => text;
}

async function stopped(child: Child): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  const timer = setTimeout(() => child.kill('SIGKILL'), 20_000);
  child.kill('SIGTERM');
  await gone;
  clearTimeout(timer);
}

/** Only what a program needs to run: nothing of this shell configures the server by accident. */
function environmentWith(settings: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME, TMPDIR, SystemRoot } = process.env;
  return { PATH, HOME, TMPDIR, SystemRoot, ...settings };
}

/**
 * Starts a Node program and waits for the line in which it says where it listens.
 * @param args what goes after `node`, from the root of the repository
 * @throws Error with what it wrote on standard error when it ends or says nothing within a minute
 */
export async function startProcess(
  args: readonly string[],
  settings: Record<string, string>,
  folder: string,
  wanted: RegExp,
): Promise<Running> {
  const absolute = args.map((arg) => (/\.[jt]s$/.test(arg) ? root + arg : arg));
  const child = spawn(process.execPath, absolute, {
    cwd: folder,
    env: environmentWith(settings),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const complaints = complaintsOf(child);
  const timer = setTimeout(() => child.kill('SIGKILL'), patience);
  try {
    const line = await firstLine(child, wanted);
    child.stdout.resume();
    return { line, stop: () => stopped(child) };
  } catch (cause) {
    throw new Error(`${args.join(' ')} did not start:\n${complaints()}`, { cause });
  } finally {
    clearTimeout(timer);
  }
}
