// Makes everything that openapi.yaml gives: the shared types, the client and the document in OpenAPI 3.0. Needs Java and, the first time, the network.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { completed } from './down-convert.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const targets = [
  'packages/api-types/src/generated',
  'packages/client/src/generated',
  'apps/server/src/generated',
];
const openapi30 = 'apps/server/src/generated/openapi-3.0.json';
const origin = 'Made by "npm run generate" from openapi.yaml. Do not edit.';

/** The hash that a test compares: the contract and the settings that shape what is made of it. */
export function contractStamp() {
  const hash = createHash('sha256');
  for (const file of [
    'openapi.yaml',
    'openapitools.json',
    'scripts/generate.mjs',
    'scripts/down-convert.mjs',
  ]) {
    hash.update(readFileSync(join(root, file)));
  }
  return `${hash.digest('hex')}\n`;
}

function run(tool, ...args) {
  execFileSync(join(root, 'node_modules/.bin', tool), args, {
    cwd: root,
    // The client generator looks for its settings where the shell is said to be.
    env: { ...process.env, PWD: root },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

function sources(folder) {
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map((entry) => join(entry.parentPath, entry.name));
}

/** JSON has no comments, so that the document says in a member of its own where it is from. */
function complete30() {
  const { openapi, ...rest } = completed(JSON.parse(readFileSync(join(root, openapi30), 'utf8')));
  const document = { openapi, 'x-origin': origin, ...rest };
  writeFileSync(join(root, openapi30), `${JSON.stringify(document, null, 2)}\n`);
}

function generate() {
  for (const target of targets) rmSync(join(root, target), { recursive: true, force: true });
  run(
    'openapi-typescript',
    'openapi.yaml',
    '--root-types',
    '--root-types-no-schema-prefix',
    '--enum-values',
    '-o',
    'packages/api-types/src/generated/openapi.ts',
  );
  run('openapi-generator-cli', 'generate');
  run('openapi-down-convert', '--input', 'openapi.yaml', '--output', openapi30, '--allOf');
  complete30();
  for (const target of targets) {
    for (const file of sources(target)) writeFileSync(file, `// ${origin}\n${readFileSync(file, 'utf8')}`);
    writeFileSync(join(root, target, 'STAMP'), contractStamp());
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) generate();
