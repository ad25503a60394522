import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { withSetupLock } from '../../../../scripts/setup/lock.mjs';
import { Missing } from './missing.js';
import { run, succeeded } from './programs.js';

const cache = fileURLToPath(new URL('../../../../node_modules/.cache/compatibility-tests/', import.meta.url));

/**
 * A virtual environment with these packages from PyPI. It is made once, kept, and made again when the requirements or the
 * Python change. Its other programs lie beside the one that is answered.
 * @param name a folder's name; who asks for it while another makes it waits, so that all who ask want the same packages
 * @param requirements pinned, such as `litellm[proxy]==1.106.2`
 * @returns the path of its `python`
 * @throws Missing without python3, its venv module, or the network; Error when pip cannot install
 */
export async function pythonEnvironment(name: string, requirements: readonly string[]): Promise<string> {
  const wanted = `${[await pythonVersion(), ...requirements].join('\n')}\n`;
  const folder = join(cache, name);
  const locks = join(cache, 'locks', name);
  mkdirSync(locks, { recursive: true });
  return withSetupLock(locks, () => made(folder, wanted, requirements));
}

async function made(folder: string, wanted: string, requirements: readonly string[]): Promise<string> {
  const python = join(folder, process.platform === 'win32' ? 'Scripts/python.exe' : 'bin/python');
  // Written last, so that an environment that was cut short does not count.
  const mark = join(folder, 'requirements.txt');
  if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return python;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(dirname(folder), { recursive: true });
  await succeeded('python3', ['-m', 'venv', folder]);
  // Python compiles what is imported when it is; of what is installed that is a small part.
  const quietly = ['--no-input', '--quiet', '--no-compile', '--disable-pip-version-check'];
  await succeeded(python, ['-m', 'pip', 'install', ...quietly, ...requirements]);
  writeFileSync(mark, wanted);
  return python;
}

/** The version as a comment that pip would read over. @throws Missing */
async function pythonVersion(): Promise<string> {
  const { code, stdout } = await run('python3', ['-c', 'import sys; print(sys.version.split()[0])']);
  if (code !== 0) throw new Missing('this machine has no python3');
  // Debian has them in a package of their own (python3-venv).
  const { code: lacking } = await run('python3', ['-c', 'import venv, ensurepip']);
  if (lacking !== 0) throw new Missing('the python3 of this machine has no venv (Debian: python3-venv)');
  return `# Python ${stdout.trim()}`;
}
