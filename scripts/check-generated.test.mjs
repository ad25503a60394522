import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { differingFiles } from './check-generated.mjs';

/** @param {Record<string, string>} files */
function folder(files) {
  const root = mkdtempSync(join(tmpdir(), 'check-generated-'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), text);
  }
  return root;
}

describe('a generated folder', () => {
  it('is alike when every file is, byte for byte', () => {
    const files = { 'index.ts': 'export {}', 'models/index.ts': 'export {}' };
    expect(differingFiles(folder(files), folder(files))).toEqual([]);
  });

  it('differs by an edited, a left-over and a missing file', () => {
    const kept = folder({ 'index.ts': 'edited', 'models/old.ts': '', 'same.ts': '' });
    const made = folder({ 'index.ts': 'made', 'models/new.ts': '', 'same.ts': '' });
    expect(differingFiles(kept, made).map((file) => relative(kept, file))).toEqual([
      'index.ts',
      'models/new.ts',
      'models/old.ts',
    ]);
  });

  it('differs by every file where none was kept', () => {
    const made = folder({ 'index.ts': '' });
    expect(differingFiles(join(made, 'nowhere'), made)).toEqual([join(made, 'nowhere/index.ts')]);
  });
});
