import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ensureKeyFile, keyFilePath } from './key-file.js';
import { createKeyring } from './keyring.js';

const run = promisify(execFile);
const keyFileModule = new URL('./key-file.ts', import.meta.url).href;

describe('the key file', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'llm-registry-'));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const database = () => join(folder, 'deep', 'registry.db');

  it('is made beside the database with one key that a keyring takes', () => {
    const keys = ensureKeyFile(database());
    expect(keys).toHaveLength(1);
    expect(() => createKeyring(keys)).not.toThrow();
    expect(readFileSync(`${database()}.key`, 'utf8').trim()).toBe(keys[0]);
  });

  it('is for its owner only, and nothing else is left beside it', () => {
    ensureKeyFile(database());
    expect(statSync(keyFilePath(database())).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, 'deep'))).toEqual(['registry.db.key']);
  });

  it('is read, not replaced, at the next start', () => {
    expect(ensureKeyFile(database())).toEqual(ensureKeyFile(database()));
  });

  it('may hold several keys, the first of which encrypts', () => {
    const file = join(folder, 'registry.db');
    writeFileSync(keyFilePath(file), 'new\nold,older\n');
    expect(ensureKeyFile(file)).toEqual(['new', 'old', 'older']);
  });

  it('is never made anew when it was emptied: secrets may depend on what it held', () => {
    const file = join(folder, 'registry.db');
    writeFileSync(keyFilePath(file), '\n');
    expect(() => ensureKeyFile(file)).toThrow(`The key file ${file}.key is empty`);
  });

  it('holds one key for all processes that start at once', async () => {
    const program = `const { ensureKeyFile } = await import(${JSON.stringify(keyFileModule)});
      console.log(JSON.stringify(ensureKeyFile(${JSON.stringify(database())})));`;
    const start = () =>
      run(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', program], {
        cwd: import.meta.dirname,
      });
    const outputs = await Promise.all(Array.from({ length: 4 }, start));
    expect(new Set(outputs.map(({ stdout }) => stdout))).toEqual(
      new Set([`${JSON.stringify(ensureKeyFile(database()))}\n`]),
    );
  }, 60_000);

  it('is not needed for a database in memory, whose key is new every time', () => {
    const [one, other] = [ensureKeyFile(null), ensureKeyFile(null)];
    expect(() => createKeyring(one)).not.toThrow();
    expect(one).not.toEqual(other);
  });
});
