// Fetches Scalar's browser bundle at the pinned version and writes it to src/generated/. Needs the network; run it by
// hand after changing the two pins below. Why the bundle is committed: docs/decisions/0010-vendored-scalar.md.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { bundledPackages, readNotice, renderNotices } from './src/bundled-notices.mjs';

/** The release that is served, and the hash that the package registry states for its archive (`npm view <package> dist.integrity`). */
export const pinned = {
  version: '1.72.1',
  integrity:
    'sha512-XpEJ0rfc/cXbCrR+iC4kK0o/WwX2dTtGQbT049OlPKAHD6IMIFdTeGz2r+M27P2EDWKyUITRm/NzlP8z2pw/Ow==',
};

const banner = [
  `/* @scalar/api-reference ${pinned.version} (MIT License, Copyright (c) 2023-present Scalar). Notices: scalar.notices.txt`,
  '   Written by "node apps/docs/refresh-scalar.mjs". Do not edit. */\n',
].join('\n');

const noticesBanner = [
  `Notices of the packages whose code is inside scalar.js (@scalar/api-reference ${pinned.version}).`,
  'Written by "node apps/docs/refresh-scalar.mjs". Do not edit.\n\n',
].join('\n');

/** @param {string} folder */
function download(folder) {
  const args = ['pack', `@scalar/api-reference@${pinned.version}`, '--silent', '--ignore-scripts'];
  const archive = execFileSync('npm', args, { cwd: folder, encoding: 'utf8' }).trim();
  return join(folder, archive);
}

/** @param {string} archive */
function assertPinned(archive) {
  const integrity = `sha512-${createHash('sha512').update(readFileSync(archive)).digest('base64')}`;
  if (integrity !== pinned.integrity)
    throw new Error(`The archive is ${integrity}, not the pinned ${pinned.integrity}.`);
}

/**
 * @param {string} archive
 * @param {string} folder
 */
function unpack(archive, folder) {
  const members = ['standalone.js', 'standalone.js.map'].map((file) => `package/dist/browser/${file}`);
  execFileSync('tar', ['-xzf', archive, '-C', folder, ...members]);
  return members.map((member) => readFileSync(join(folder, member), 'utf8'));
}

/**
 * Installs packages into a folder, without their scripts, and lists the folders of all that is installed there.
 * @param {string} folder
 * @param {string[]} packages
 */
function install(folder, packages) {
  const inFolder = { cwd: folder, encoding: /** @type {const} */ ('utf8') };
  execFileSync(
    'npm',
    ['install', '--silent', '--ignore-scripts', '--no-audit', '--no-fund', ...packages],
    inFolder,
  );
  return execFileSync('npm', ['ls', '--all', '--parseable'], inFolder).trim().split('\n');
}

/**
 * The notices of what is inside the bundle, from an installed copy of it and of all it depends on.
 * @param {string} archive
 * @param {string} sourceMap
 * @param {string} folder
 */
function collectNotices(archive, sourceMap, folder) {
  const names = bundledPackages(JSON.parse(sourceMap).sources);
  const installed = install(folder, [archive]);
  // A dependency may have been bundled that a newer release of its parent does without.
  const missing = names.filter((name) => !installed.some((path) => path.endsWith(`/node_modules/${name}`)));
  const folders = missing.length === 0 ? installed : install(folder, missing);
  return renderNotices(names.map((name) => readNotice(name, folders)));
}

/**
 * @param {string} bundle
 * @param {string} notices
 */
function write(bundle, notices) {
  const target = fileURLToPath(new URL('src/generated/', import.meta.url));
  // The source map is four times as large and is not served: without this line browsers ask for it in vain.
  const text = banner + bundle.replace(/\n\/\/# sourceMappingURL=\S+\s*$/, '\n');
  const facts = { ...pinned, sha256: createHash('sha256').update(text).digest('hex') };
  mkdirSync(target, { recursive: true });
  writeFileSync(join(target, 'scalar.js'), text);
  writeFileSync(join(target, 'scalar.json'), `${JSON.stringify(facts, null, 2)}\n`);
  writeFileSync(join(target, 'scalar.notices.txt'), noticesBanner + notices);
}

function refresh() {
  const folder = mkdtempSync(join(tmpdir(), 'scalar-'));
  try {
    const archive = download(folder);
    assertPinned(archive);
    const [bundle = '', sourceMap = ''] = unpack(archive, folder);
    write(bundle, collectNotices(archive, sourceMap, folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) refresh();
