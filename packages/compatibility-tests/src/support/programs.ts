import { execFile } from 'node:child_process';
import { Missing } from './missing.js';

/** How a program ended, and all that it wrote. */
export interface Ran {
  /** Null where a signal ended it or it could not be started. */
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface RunOptions {
  cwd?: string;
  /** Added to the variables of this process. */
  environment?: Record<string, string>;
}

/** Runs a program to its end, whatever that is. */
export function run(program: string, args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { cwd, environment } = options;
  const settings = { cwd, env: { ...process.env, ...environment }, maxBuffer: 64 * 1024 * 1024 };
  return new Promise((resolve) => {
    execFile(program, args, settings, (error, stdout, stderr) => {
      const code = error === null ? 0 : typeof error.code === 'number' ? error.code : null;
      resolve({ code, stdout, stderr });
    });
  });
}

/**
 * Runs a program that has to succeed, and answers what it wrote on standard output.
 * @throws Missing when it failed for want of a network, Error with what it said when it failed otherwise
 */
export async function succeeded(
  program: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<string> {
  const { code, stdout, stderr } = await run(program, args, options);
  if (code === 0) return stdout;
  const said = `${stdout}\n${stderr}`;
  if (offline.test(said)) throw new Missing('the network is not there');
  throw new Error(`${program} ${args.join(' ')} failed:\n${said.trim()}`);
}

/** How pip, npm and Java say that nobody is at the other end. */
const offline =
  /connection broken by|name resolution|Network is unreachable|UnknownHostException|ENOTFOUND|EAI_AGAIN|ENETUNREACH|ETIMEDOUT/i;

/**
 * A Java to run programs with.
 * @throws Missing
 */
export async function java(): Promise<string> {
  // On macOS there is a program of this name that only says where to get one.
  if ((await run('java', ['-version'])).code !== 0) throw new Missing('this machine has no Java');
  return 'java';
}
