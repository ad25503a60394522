import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contractFile, loadContract, parseContract } from './document.js';

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'registry-document-'));
  file = join(folder, 'contract.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

const parsed = parseContract(readFileSync(contractFile, 'utf8'));
const load = () => loadContract(pathToFileURL(file));

describe('the contract', () => {
  it('is what the build parsed', () => {
    const info = { title: 'as the build left it', version: '1' };
    writeFileSync(file, JSON.stringify({ ...parsed, document: { ...parsed.document, info } }));
    expect(load().info).toEqual(info);
  });

  it.each([
    ['was parsed from another text', JSON.stringify({ hash: 'of another text', document: { info: 'old' } })],
    ['is damaged', '{"hash":'],
    ['is not there', null],
  ])('is read anew where what the build left %s', (_why, left) => {
    if (left !== null) writeFileSync(file, left);
    expect(load()).toEqual(parsed.document);
  });
});
