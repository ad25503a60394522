import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { workspaces, workspacesNeededBy } from './workspaces.mjs';

/** @param {Record<string, object>} packages by folder */
function repository(packages) {
  const root = mkdtempSync(join(tmpdir(), 'workspaces-'));
  writeFileSync(join(root, 'package.json'), JSON.stringify({ workspaces: ['apps/*', 'packages/*'] }));
  for (const [folder, description] of Object.entries(packages)) {
    mkdirSync(join(root, folder), { recursive: true });
    writeFileSync(join(root, folder, 'package.json'), JSON.stringify(description));
  }
  return root;
}

const root = repository({
  'apps/server': { name: 'server', dependencies: { client: '1', express: '5' } },
  'packages/client': { name: 'client', dependencies: { types: '1' } },
  'packages/contract-tests': {
    name: 'contract-tests',
    dependencies: { server: '1' },
    scripts: { test: 'vitest run' },
  },
  'packages/types': { name: 'types' },
});
mkdirSync(join(root, 'packages/left-over/dist'), { recursive: true });

describe('the packages of the repository', () => {
  it('are the folders that hold a package.json', () => {
    expect(workspaces(root).map(({ name }) => name)).toEqual(['server', 'client', 'contract-tests', 'types']);
  });

  it('that one needs are itself and what it depends on, however indirectly', () => {
    expect(workspacesNeededBy(root, 'server').map(({ folder }) => folder)).toEqual([
      'apps/server',
      'packages/client',
      'packages/types',
    ]);
  });
});
