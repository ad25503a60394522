import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { build } from './build.mjs';
import { errorEntries, operations, readContract } from './src/contract.mjs';
import { operationLink } from './src/reference-page.mjs';

const contract = readContract();
// What the registry serves beside the site, which it serves at /docs/.
const serverRoutes = ['/openapi.yaml', '/openapi.json', '/client.tgz'];

let root: string;
let files: string[];
let pages: { file: string; text: string }[];

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

function contentHash(folder: string): string {
  const hash = createHash('sha256');
  for (const file of listFiles(folder)) hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  return hash.digest('hex');
}

function attributeValues(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'docs-site-'));
  build(root);
  files = listFiles(root);
  pages = files.filter((file) => file.endsWith('.html')).map((file) => ({ file, text: read(file) }));
});

afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('the error pages', () => {
  it('are one for each code, and the index, and no other', () => {
    const codes = contract.components.schemas.ErrorCode.enum;
    const expected = [...codes.map((code) => `errors/${code}.html`), 'errors/index.html'].sort();
    expect(files.filter((file) => file.startsWith('errors/'))).toEqual(expected);
  });

  it('say status, code and title, and the index links to each', () => {
    const index = read('errors/index.html');
    for (const { code, status, title } of errorEntries(contract)) {
      const page = read(`errors/${code}.html`);
      expect(page).toContain(`<h1>${title}</h1>`);
      expect(page).toMatch(
        new RegExp(`<span class="status (client|server)">${status}</span> <code>${code}</code>`),
      );
      expect(index).toContain(`<a href="${code}.html">`);
    }
  });

  it('show the example of the contract and the operations that answer it', () => {
    const page = read('errors/provider_in_use.html');
    expect(page).toContain('acme/gpt-4o-mini-support. Give it another provider first.&quot;');
    expect(page).toContain('href="../index.html#tag/providers/deleteProvider"');
    expect(page).not.toContain('deleteModel');
  });
});

describe('the start page', () => {
  it('shows commands made of the contract: its paths, its examples', () => {
    const page = read('start.html');
    expect(page).toContain('curl -X PUT http://127.0.0.1:4080/api/models/acme/gpt-4o-mini-support');
    expect(page).toContain('&quot;base_model_name&quot;: &quot;gpt-4o-mini&quot;');
    expect(page).toContain('await registry.replaceModel({');
  });
});

describe('every page', () => {
  it('links only to files of the site, routes of the registry and operations of the contract', () => {
    const anchors = operations(contract).map(operationLink);
    const broken = pages.flatMap(({ file, text }) =>
      attributeValues(text, /(?:href|src)="([^"]+)"/g).filter((link) => {
        const target = new URL(link, `http://registry/docs/${file}`);
        const inSite = target.pathname.replace('/docs/', '');
        if (target.hash !== '') return !anchors.includes(inSite + target.hash);
        return !(
          serverRoutes.includes(target.pathname) ||
          (target.pathname.startsWith('/docs/') && files.includes(inSite))
        );
      }),
    );
    expect(broken).toEqual([]);
  });

  it('uses relative addresses only, so that any base path and no other host will do', () => {
    for (const { file, text } of pages) {
      const absolute = attributeValues(text, /(?:href|src|srcset|action)="([^"]*)"/g).filter((link) =>
        /^(?:[a-z]+:|\/)/i.test(link),
      );
      expect({ file, absolute }).toEqual({ file, absolute: [] });
    }
    const style = read('assets/site.css');
    expect(style).not.toMatch(/@import|url\(/);
  });

  it('has no script or handler inside, which the content security policy would stop', () => {
    for (const { file, text } of pages) {
      expect({ file, scripts: text.match(/<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:/g) }).toEqual({
        file,
        scripts: null,
      });
    }
  });
});

describe('the build', () => {
  it('gives the same bytes every time', () => {
    const again = mkdtempSync(join(tmpdir(), 'docs-again-'));
    build(again);
    expect(contentHash(again)).toBe(contentHash(root));
    rmSync(again, { recursive: true });
  });

  it('puts the contract beside the pages', () => {
    expect(JSON.parse(read('openapi.json'))).toEqual(contract);
  });
});
