import { describe, expect, it } from 'vitest';
import { page, plain, prose, table } from './markdown.mjs';

describe('plain', () => {
  it('leaves no markup, border or expression', () => {
    expect(plain('<b> *a* {{ 1 }} x|y [z]')).toBe('&#60;b&#62; \\*a\\* \\{\\{ 1 \\}\\} x\\|y \\[z\\]');
  });
});

describe('prose', () => {
  it('keeps what is between backticks as code', () => {
    expect(prose('Send `If-Match: <etag>` & wait.')).toBe('Send `If-Match: <etag>` &#38; wait.');
  });
});

describe('table', () => {
  it('aligns columns of numbers to the right', () => {
    expect(table(['Type', 'Models'], [['chat', 2]])).toBe('| Type | Models |\n| --- | --: |\n| chat | 2 |');
  });
});

describe('page', () => {
  it('begins with its title and description, quoted', () => {
    expect(page({ title: 'a: b', description: 'c' }, ['# a', '', 'text'])).toBe(
      '---\ntitle: "a: b"\ndescription: "c"\nprev: false\nnext: false\n---\n\n# a\n\ntext\n',
    );
  });
});
