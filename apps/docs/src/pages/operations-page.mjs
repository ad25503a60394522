// Every operation with how it is called, so that the site's search finds it and no script is needed to read it.
import { operations } from '../contract.mjs';
import { firstCodeSamples } from '../samples/code-samples.mjs';
import { codeGroup, page, paragraphs, prose } from './markdown.mjs';
import { operationLink } from './reference-page.mjs';

/** @import { Contract, Operation } from '../contract.mjs' */

/** @param {Contract} contract @param {Operation} operation */
function section(contract, operation) {
  const { operationId, summary, description, method, path } = operation;
  const samples = firstCodeSamples(contract, operation);
  return [
    `### ${prose(summary)} {#${operationId}}`,
    `\`${method} ${path}\` · \`${operationId}\` · [fields, answers and try-it](/${operationLink(operation)})`,
    paragraphs(description),
    codeGroup(samples.map(({ lang, label, source }) => ({ language: lang, label, text: source }))),
  ];
}

/** @param {Contract} contract */
export function operationsPage(contract) {
  const all = operations(contract);
  const description = 'Every operation of the API, with curl, the TypeScript client and Python.';
  return {
    file: 'operations.md',
    text: page({ title: 'Operations', description, outline: [2, 3] }, [
      '# Operations',
      `${description} The [API reference](/reference.html) has all fields and answers, and sends requests from the page.`,
      `The TypeScript client comes from the registry itself: \`npm i http://127.0.0.1:4080/client.tgz\`. The samples in Python take
\`httpx\`. All of them read the key from \`LLM_REGISTRY_KEY\`.`,
      ...contract.tags.flatMap(({ name, description: about }) => [
        `## ${prose(name)} {#tag-${name.toLowerCase()}}`,
        prose(about),
        ...all
          .filter(({ tags: [first] }) => first === name)
          .flatMap((operation) => section(contract, operation)),
      ]),
    ]),
  };
}
