// The API reference: an empty place that Scalar fills from the contract.
import { html } from '../html.mjs';

/** @import { Contract } from '../contract.mjs' */

/**
 * Where the reference shows an operation, seen from the top of the site.
 * @param {{ operationId: string, tags: string[] }} operation
 */
export function operationLink({ operationId, tags }) {
  return `reference.html#tag/${(tags[0] ?? '').toLowerCase()}/${operationId}`;
}

/** @param {Contract} contract */
export function referencePage({ info }) {
  return {
    title: `API reference - ${info.title}`,
    description: info.summary,
    file: 'reference.html',
    bodyClass: 'reference',
    main: html`<noscript><p class="notice">The reference is drawn by a script of this server. Without scripts, read
<a href="../openapi.yaml">openapi.yaml</a> and <a href="errors/index.html">the error codes</a>.</p></noscript>
<div id="reference" tabindex="-1"></div>`,
    scripts: html`<script src="assets/scalar.js" defer></script>
<script src="assets/reference.js" type="module"></script>`,
  };
}
