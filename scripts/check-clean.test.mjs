import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { changedBetween, uncommitted } from './check-clean.mjs';

function checkout() {
  const root = mkdtempSync(join(tmpdir(), 'check-clean-'));
  const git = (/** @type {string[]} */ ...args) => execFileSync('git', args, { cwd: root, stdio: 'ignore' });
  git('init', '-q');
  writeFileSync(join(root, '.gitignore'), 'dist/\n');
  writeFileSync(join(root, 'openapi.yaml'), 'openapi: 3.1.0\n');
  git('add', '.');
  git('-c', 'user.name=a', '-c', 'user.email=a@example.com', 'commit', '-qm', 'Begin');
  return root;
}

/** @param {string} root */
function stateOf(root) {
  const state = uncommitted(root);
  if (!state) throw new Error(`no git checkout in ${root}`);
  return state;
}

describe('what is not committed', () => {
  it('is nothing right after a commit, whatever is ignored', () => {
    const root = checkout();
    mkdirSync(join(root, 'dist'));
    writeFileSync(join(root, 'dist/main.js'), '');
    expect(stateOf(root).size).toBe(0);
  });

  it('is what was edited, deleted or newly made, also in new folders', () => {
    const root = checkout();
    rmSync(join(root, 'openapi.yaml'));
    writeFileSync(join(root, '.gitignore'), '');
    mkdirSync(join(root, 'new folder'));
    writeFileSync(join(root, 'new folder/ä file.ts'), '');
    expect([...stateOf(root).keys()].sort()).toEqual(['.gitignore', 'new folder/ä file.ts', 'openapi.yaml']);
  });

  it('cannot be said without a checkout', () => {
    expect(uncommitted(mkdtempSync(join(tmpdir(), 'archive-')))).toBeUndefined();
  });
});

describe('what changed during a run', () => {
  it('leaves out what was already edited before and stayed so', () => {
    const root = checkout();
    writeFileSync(join(root, 'openapi.yaml'), 'openapi: 3.1.1\n');
    const before = stateOf(root);
    writeFileSync(join(root, 'made-by-the-run.txt'), '');
    expect(changedBetween(before, stateOf(root))).toEqual(['made-by-the-run.txt']);
  });

  it('includes what was edited before and is edited differently now, or put back', () => {
    const root = checkout();
    writeFileSync(join(root, 'openapi.yaml'), 'openapi: 3.1.1\n');
    writeFileSync(join(root, '.gitignore'), '');
    const before = stateOf(root);
    writeFileSync(join(root, 'openapi.yaml'), 'openapi: 3.1.2\n');
    writeFileSync(join(root, '.gitignore'), 'dist/\n');
    expect(changedBetween(before, stateOf(root))).toEqual(['.gitignore', 'openapi.yaml']);
  });
});
