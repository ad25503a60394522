// Every operation in one list, so that the site's search finds them; the reference has the rest.
import { operations } from '../contract.mjs';
import { page, prose } from './markdown.mjs';
import { operationLink } from './reference-page.mjs';

/** @import { Contract, Operation } from '../contract.mjs' */

/** @param {Operation} operation */
function section(operation) {
  return `### ${prose(operation.summary)}

[\`${operation.method} ${operation.path}\`](/${operationLink(operation)}), \`${operation.operationId}\``;
}

/** @param {Contract} contract */
export function operationsPage(contract) {
  const all = operations(contract);
  const tags = [...new Set(all.map(({ tags: [tag = ''] }) => tag))];
  const description = 'Every operation of the API, with its method, its path and its operationId.';
  return {
    file: 'operations.md',
    text: page({ title: 'Operations', description }, [
      '# Operations',
      `${description} Each leads to its place in the [API reference](/reference.html).`,
      ...tags.flatMap((tag) => [
        `## ${prose(tag)}`,
        ...all.filter(({ tags: [first] }) => first === tag).map(section),
      ]),
    ]),
  };
}
