import { describe, expect, it } from 'vitest';
import { html, prose } from './html.mjs';

describe('html', () => {
  it('escapes what is put into it', () => {
    expect(html`<p title="${'"a"'}">${'<script>'} ${1} & ${"it's"}</p>`.text).toBe(
      '<p title="&quot;a&quot;">&lt;script&gt; 1 & it&#39;s</p>',
    );
  });

  it('keeps HTML, also in lists', () => {
    expect(html`<ul>${[html`<li>${'&'}</li>`, html`<li>2</li>`]}</ul>`.text).toBe(
      '<ul><li>&amp;</li>\n<li>2</li></ul>',
    );
  });
});

describe('prose', () => {
  it('shows backticks as code and escapes the rest', () => {
    expect(prose('Send `If-Match: <etag>` & wait.').text).toBe(
      'Send <code>If-Match: &lt;etag&gt;</code> &amp; wait.',
    );
  });
});
