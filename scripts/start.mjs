// `npm start`: installs what building and serving need, builds what is stale, and becomes the server.
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { buildPackage, isPackageBuilt } from './setup/build.mjs';
import { install } from './setup/install.mjs';
import { missingPlaces } from './setup/installed.mjs';
import { withSetupLock } from './setup/lock.mjs';
import { unsupportedNode } from './setup/node-version.mjs';
import { SetupFailed } from './setup/setup-failed.mjs';

const SERVER = '@llm-registry/server';
const root = fileURLToPath(new URL('..', import.meta.url));

async function setUp() {
  const problem = unsupportedNode(process.versions.node);
  if (problem) throw new SetupFailed(problem);
  if (missingPlaces(root, 'lean').length === 0 && isPackageBuilt(root, SERVER)) return;
  await withSetupLock(root, async () => {
    await install(root, 'lean');
    await buildPackage(root, SERVER);
  });
}

try {
  await setUp();
} catch (error) {
  if (!(error instanceof SetupFailed)) throw error;
  console.error(error.message);
  process.exit(1);
}

// The database's default folder, ./data, and an .env file are looked for here, wherever this was called from.
process.chdir(root);
// The server runs in this very process: a signal reaches it directly, and there is no second one to leave behind.
process.argv.push('--first-start');
await import(pathToFileURL(join(root, 'apps/server/dist/main.js')).href);
