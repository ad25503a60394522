// One page for each error code, and one that lists them all.
import { errorEntries, problemExamples } from './contract.mjs';
import { html, prose } from './html.mjs';
import { operationLink } from './reference-page.mjs';

/** @import { Contract, ErrorEntry, Operation } from './contract.mjs' */

/** @param {number} status */
function badge(status) {
  return html`<span class="status ${status < 500 ? 'client' : 'server'}">${status}</span>`;
}

/** @param {ErrorEntry} entry */
function indexRow(entry) {
  return html`<tr>
<td>${badge(entry.status)}</td>
<td><a href="${entry.code}.html"><code>${entry.code}</code></a></td>
<td><strong>${entry.title}.</strong> ${prose(entry.meaning)}</td>
</tr>`;
}

/** @param {ErrorEntry[]} entries */
function indexPage(entries) {
  return {
    title: 'Errors - LLM Registry',
    description: 'Every error code of the API: when it happens and what to do.',
    file: 'errors/index.html',
    main: html`<main>
<h1>Errors</h1>
<p>Every error is an RFC 9457 problem document (<code>application/problem+json</code>). Its <code>code</code> is stable, so a
program may compare it; its <code>detail</code> says what to do; its <code>type</code> is the address of the page here.</p>
<table class="errors">
<thead><tr><th>Status</th><th>Code</th><th>When it happens</th></tr></thead>
<tbody>
${entries.map(indexRow)}
</tbody>
</table>
</main>`,
  };
}

/** @param {unknown} problem */
function exampleSection(problem) {
  return html`<h2>Example</h2>
<pre class="wrap"><code>${JSON.stringify(problem, null, 2)}</code></pre>`;
}

/** @param {Operation[]} answering */
function operationsSection(answering) {
  return html`<h2>Operations that answer it</h2>
<ul class="operations">
${answering.map(
  (
    operation,
  ) => html`<li><a href="../${operationLink(operation)}"><span class="method">${operation.method}</span>
<code>${operation.path}</code></a> <span class="summary">${operation.summary}</span></li>`,
)}
</ul>`;
}

/**
 * @param {ErrorEntry} entry
 * @param {ReturnType<typeof problemExamples>} shown where the contract shows this code
 */
function codePage(entry, shown) {
  const example = shown[0]?.problem;
  return {
    title: `${entry.code} - LLM Registry`,
    description: `${entry.status}: ${entry.title}.`,
    file: `errors/${entry.code}.html`,
    main: html`<main>
<p class="crumbs"><a href="index.html">Errors</a> / <code>${entry.code}</code></p>
<h1>${entry.title}</h1>
<p class="facts">${badge(entry.status)} <code>${entry.code}</code></p>
<h2>When it happens</h2>
<p>${prose(entry.meaning)}</p>
<h2>What to do</h2>
<p>${prose(entry.remedy)}</p>
${example === undefined ? '' : exampleSection(example)}
${shown.length === 0 ? '' : operationsSection(shown.map(({ operation }) => operation))}
</main>`,
  };
}

/** @param {Contract} contract */
export function errorPages(contract) {
  const entries = errorEntries(contract);
  const examples = problemExamples(contract);
  return [
    indexPage(entries),
    ...entries.map((entry) =>
      codePage(
        entry,
        examples.filter(({ problem }) => problem.code === entry.code),
      ),
    ),
  ];
}
