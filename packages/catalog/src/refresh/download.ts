import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { SourcePackage } from './sources.js';

const run = promisify(execFile);

export function createScratchFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'catalog-refresh-'));
}

/** Downloads and unpacks without installing: no dependency is resolved and no script of the package runs. */
export async function unpackSource(source: SourcePackage, scratch: string): Promise<string> {
  const folder = join(scratch, source.name.replaceAll('/', '-'));
  await mkdir(folder);
  const specifier = `${source.name}@${source.version}`;
  await run('npm', ['pack', specifier, '--ignore-scripts', '--pack-destination', folder], { cwd: folder });
  const tarball = join(folder, tarballName(source));
  assertIntegrity(source, await readFile(tarball));
  await run('tar', ['-xzf', tarball, '-C', folder]);
  return join(folder, 'package');
}

/** npm's own rule for a scoped package: `@scope/name` becomes `scope-name`. */
export function tarballName({ name, version }: SourcePackage): string {
  return `${name.replace('@', '').replaceAll('/', '-')}-${version}.tgz`;
}

export function assertIntegrity({ name, version, integrity }: SourcePackage, bytes: Uint8Array): void {
  const actual = `sha512-${createHash('sha512').update(bytes).digest('base64')}`;
  if (actual !== integrity) throw new Error(`${name}@${version} is ${actual}, but ${integrity} is pinned`);
}
