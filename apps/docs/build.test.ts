import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, inject, it } from 'vitest';
import { build } from './build.mjs';
import { errorEntries, operations, readContract } from './src/contract.mjs';
import { operationLink } from './src/pages/reference-page.mjs';
import { withCodeSamples } from './src/samples/code-samples.mjs';
import { isShortForm } from './src/testing/form.js';

const contract = readContract();
const root = inject('site');
// What the registry serves beside the site, which it serves at /docs/.
const serverRoutes = ['/openapi.yaml', '/openapi.json', '/openapi-3.0.json', '/client.tgz'];
const files = listFiles(root);
const pages = files.filter((file) => file.endsWith('.html')).map((file) => ({ file, text: read(file) }));

function listFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
}

/** VitePress names a file by its map of pages, which is in the order in which they happened to be done. */
const pageMap = /metadata\.[0-9a-f]{8}/g;

/** The content of a file, with the map of pages in one order. */
function settled(file: string): Buffer | string {
  const bytes = readFileSync(file);
  if (file.match(pageMap)) return [...bytes.toString()].toSorted().join('');
  return file.endsWith('.html') ? bytes.toString().replaceAll(pageMap, 'metadata') : bytes;
}

function contentHashes(folder: string): Record<string, string> {
  const hash = (file: string) =>
    createHash('sha256')
      .update(settled(join(folder, file)))
      .digest('hex');
  return Object.fromEntries(listFiles(folder).map((file) => [file.replace(pageMap, 'metadata'), hash(file)]));
}

function attributeValues(text: string, pattern: RegExp): string[] {
  const values = [...text.matchAll(pattern)].map((match) => match[1] ?? '');
  // What is within the page itself leads nowhere.
  return values.filter((value) => !value.startsWith('data:'));
}

function read(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

/** The page with only what a reader reads: no tags, and one space where there is any. */
function words(file: string): string {
  const body = read(file).replace(/^.*<main/s, '<main');
  return body
    .replace(/<[^>]*>/g, '')
    .replaceAll('&quot;', '"')
    .replace(/\s+/g, ' ');
}

describe('the error pages', () => {
  it('are one for each code, and the index, and no other', () => {
    const codes = contract.components.schemas.ErrorCode.enum;
    const expected = [...codes.map((code) => `errors/${code}.html`), 'errors/index.html'].sort();
    expect(files.filter((file) => file.startsWith('errors/'))).toEqual(expected);
  });

  it('say status, code and title, and the index links to each', () => {
    const index = read('errors/index.html');
    for (const { code, status, title } of errorEntries(contract)) {
      expect(words(`errors/${code}.html`)).toContain(`${status} ${code}`);
      expect(words(`errors/${code}.html`)).toContain(title);
      expect(index).toMatch(new RegExp(`href="[^"]*${code}\\.html"`));
    }
  });

  it('show the example of the contract and the operations that answer it', () => {
    expect(words('errors/provider_in_use.html')).toContain(
      'acme/gpt-4o-mini-support. Give it another provider first."',
    );
    const page = read('errors/provider_in_use.html');
    expect(page).toContain('../reference.html#tag/providers/deleteProvider"');
    expect(page).not.toContain('deleteModel');
  });
});

describe('every page', () => {
  const anchors = operations(contract).map(operationLink);

  /** Whether an address leads from a page to something that is there. */
  function leadsSomewhere(link: string, from: string): boolean {
    const { pathname, hash } = new URL(link, `http://registry/docs/${from}`);
    if (!pathname.startsWith('/docs/')) return serverRoutes.includes(pathname);
    const file = pathname.slice('/docs/'.length).replace(/(^|\/)$/, '$1index.html');
    if (!files.includes(file)) return false;
    if (hash === '') return true;
    return anchors.includes(file + hash) || read(file).includes(` id="${decodeURIComponent(hash.slice(1))}"`);
  }

  /** Other hosts, to which a reader may go, and the page never does. */
  const withoutOutwardLinks = (text: string) => text.replace(/<a href="https:[^"]*" target="_blank"/g, '<a');

  it('links only to files and headings of the site, routes of the registry and operations of the contract', () => {
    const broken = pages.flatMap(({ file, text }) =>
      attributeValues(withoutOutwardLinks(text), /\s(?:href|src)="([^"]+)"/g)
        .filter((link) => !leadsSomewhere(link, file))
        .map((link) => `${link} in ${file}`),
    );
    expect(broken).toEqual([]);
  });

  it('uses relative addresses only, so that any base path and no other host will do', () => {
    for (const { file, text } of pages) {
      const absolute = attributeValues(
        withoutOutwardLinks(text),
        /\s(?:href|src|srcset|action)="([^"]*)"/g,
      ).filter((link) => /^(?:[a-z]+:|\/)/i.test(link));
      expect({ file, absolute }).toEqual({ file, absolute: [] });
    }
    for (const style of files.filter((file) => file.endsWith('.css'))) {
      expect(read(style)).not.toMatch(/@import|url\((?!["']?data:)/);
    }
  });

  it('has no script or handler inside, which the content security policy would stop', () => {
    for (const { file, text } of pages) {
      expect({ file, scripts: text.match(/<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:/g) }).toEqual({
        file,
        scripts: null,
      });
    }
  });

  it('is reached from the header of every other', () => {
    for (const { text } of pages) {
      for (const page of ['explorer/', 'guides/start.html', 'reference.html', 'catalog.html', 'errors/'])
        expect(text).toContain(`${page}"`);
    }
  });
});

describe('a guide', () => {
  const guides = pages.filter(({ file }) => file.startsWith('guides/'));

  /** Everything that the browser fetches before the reader does anything, in bytes. */
  function firstView({ file, text }: { file: string; text: string }): number {
    const head = text.slice(0, text.indexOf('<body>'));
    const fetched = attributeValues(head, /\s(?:href|src)="([^"]+)"/g).map((link) =>
      new URL(link, `http://registry/${file}`).pathname.slice(1),
    );
    return [file, ...new Set(fetched)].reduce((sum, name) => sum + gzipSync(read(name)).length, 0);
  }

  it('is there after less than 250 KB', () => {
    expect(guides.length).toBeGreaterThan(0);
    for (const guide of guides) expect(firstView(guide), guide.file).toBeLessThan(250_000);
  });
});

describe('the build', () => {
  // A build costs as much as all other tests of this file and more.
  if (!isShortForm) {
    it('gives the same bytes every time', () => {
      const again = mkdtempSync(join(tmpdir(), 'docs-again-'));
      build(again);
      expect(contentHashes(again)).toEqual(contentHashes(root));
      rmSync(again, { recursive: true });
    });
  }

  it('puts the contract beside the pages', () => {
    expect(JSON.parse(read('openapi.json'))).toEqual(contract);
    expect(JSON.parse(read('reference.json'))).toEqual(withCodeSamples(contract));
  });
});
