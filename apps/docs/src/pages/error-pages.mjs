// One page for each error code, and one that lists them all.
import { errorEntries, problemExamples } from '../contract.mjs';
import { json, page, prose, table } from './markdown.mjs';
import { operationLink } from './reference-page.mjs';

/** @import { Contract, ErrorEntry, Operation } from '../contract.mjs' */

/** @param {number} status */
function badge(status) {
  return `<span class="status ${status < 500 ? 'client' : 'server'}">${status}</span>`;
}

/** @param {ErrorEntry} entry */
function indexRow({ status, code, title, meaning }) {
  return [badge(status), `[\`${code}\`](/errors/${code}.html)`, `**${title}.** ${prose(meaning)}`];
}

/** @param {ErrorEntry[]} entries */
function indexPage(entries) {
  const title = 'Errors';
  const description = 'Every error code of the API: when it happens and what to do.';
  return {
    file: 'errors/index.md',
    text: page({ title, description }, [
      '# Errors',
      `Every error is an RFC 9457 problem document (\`application/problem+json\`). Its \`code\` is stable, so a program may
compare it; its \`detail\` says what to do; its \`type\` is the address of the page here.`,
      table(['Status', 'Code', 'When it happens'], entries.map(indexRow)),
    ]),
  };
}

/** @param {Operation} operation */
function operationItem(operation) {
  return `- [\`${operation.method} ${operation.path}\`](/${operationLink(operation)}) ${prose(operation.summary)}`;
}

/**
 * @param {ErrorEntry} entry
 * @param {ReturnType<typeof problemExamples>} shown where the contract shows this code
 */
function codePage(entry, shown) {
  const { code, status, title, meaning, remedy } = entry;
  const operations = shown.map(({ operation }) => operationItem(operation));
  return {
    file: `errors/${code}.md`,
    text: page({ title: code, description: `${status}: ${title}.` }, [
      `# ${title}`,
      `${badge(status)} \`${code}\``,
      '## When it happens',
      prose(meaning),
      '## What to do',
      prose(remedy),
      ...(shown[0] === undefined ? [] : ['## Example', json(shown[0].problem)]),
      ...(operations.length === 0 ? [] : ['## Operations that answer it', operations.join('\n')]),
    ]),
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
