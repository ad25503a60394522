import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { sidebar, sitePages } from './navigation.mjs';

const packageFolder = new URL('../../', import.meta.url);
const guides = readdirSync(new URL('guides/', packageFolder)).map((name) => name.replace(/\.md$/, ''));
const links = sidebar.flatMap(({ items }) => items.map(({ link }) => link));

describe('the sidebar', () => {
  it('goes from starting to looking things up', () => {
    expect(sidebar.map(({ text }) => text)).toEqual(['Start', 'Concepts', 'Tasks', 'Operate', 'Reference']);
  });

  it('leads to every guide, and to each once', () => {
    const inSidebar = links.filter((link) => link.startsWith('/guides/'));
    expect(inSidebar.toSorted()).toEqual(guides.map((name) => `/guides/${name}.html`).toSorted());
  });

  it('leads to what the header leads to', () => {
    expect(links).toEqual(expect.arrayContaining(sitePages.map(({ link }) => link)));
  });
});

describe('the first page', () => {
  const text = readFileSync(new URL('index.md', packageFolder), 'utf8');

  it.each(guides)('leads to the guide %s', (name) => {
    expect(text).toContain(`(./guides/${name}.md)`);
  });
});
