// Runs VitePress in a process of its own: it changes its environment, and links packages below the working directory.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { build } from 'vitepress';

const self = fileURLToPath(import.meta.url);

/**
 * Builds a VitePress project.
 * @param {string} project
 * @param {string} target emptied first
 * @throws {Error} with what VitePress said
 */
export function runVitePress(project, target) {
  const cwd = fileURLToPath(new URL('../../../../', import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [self, project, target], {
    cwd,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`VitePress could not build the site:\n${stdout}${stderr}`);
}

if (process.argv[1] === self) {
  const [, , project = '', target = ''] = process.argv;
  await build(project, { outDir: target });
}
