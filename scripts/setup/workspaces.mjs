import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * @typedef {object} Workspace
 * @property {string} folder relative to the root, with forward slashes
 * @property {string} name
 * @property {Record<string, string>} dependencies
 * @property {Record<string, string>} scripts
 */

/**
 * All packages of this repository, by folder name.
 * @param {string} root
 * @returns {Workspace[]}
 */
export function workspaces(root) {
  /** @type {{ workspaces: string[] }} */
  const { workspaces: patterns } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  return patterns
    .map((pattern) => pattern.replace(/\/\*$/, ''))
    .flatMap((parent) => foldersIn(root, parent))
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => readWorkspace(root, folder));
}

/**
 * A package and those of this repository that it needs, however indirectly.
 * @param {string} root
 * @param {string} name such as `@llm-registry/server`
 * @returns {Workspace[]}
 */
export function workspacesNeededBy(root, name) {
  const byName = new Map(workspaces(root).map((workspace) => [workspace.name, workspace]));
  /** @type {Set<Workspace>} */
  const needed = new Set();
  const queue = [name];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    const workspace = byName.get(next);
    if (workspace === undefined || needed.has(workspace)) continue;
    needed.add(workspace);
    queue.push(...Object.keys(workspace.dependencies));
  }
  return [...needed].sort((a, b) => (a.folder < b.folder ? -1 : 1));
}

/**
 * @param {string} root
 * @param {string} parent
 */
function foldersIn(root, parent) {
  if (!existsSync(join(root, parent))) return [];
  return readdirSync(join(root, parent), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => `${parent}/${entry.name}`)
    .sort();
}

/**
 * @param {string} root
 * @param {string} folder
 * @returns {Workspace}
 */
function readWorkspace(root, folder) {
  const {
    name,
    dependencies = {},
    scripts = {},
  } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
  return { folder, name, dependencies, scripts };
}
