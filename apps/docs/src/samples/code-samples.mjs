// How an operation is called with curl, with the generated TypeScript client and with Python. Made of the contract, so that
// a renamed operation or field renames them too; the tests compile or run all of them.
import { operations } from '../contract.mjs';
import { asJson, asPython, asTypescript } from './literals.mjs';
import { sampleRequests } from './request.mjs';

/** @import { Contract, Operation } from '../contract.mjs' */
/** @import { SampleRequest } from './request.mjs' */

/** What the site writes in the place of the registry's address, until it knows that. */
export const EXAMPLE_ADDRESS = 'http://127.0.0.1:4080';

/**
 * As `x-codeSamples` has it. Scalar shows the one whose `example` the reader has picked.
 * @typedef {{ lang: 'shell' | 'typescript' | 'python', label: string, source: string, example?: string }} CodeSample
 */

/** @param {SampleRequest} request */
function curl({ method, target, body, needsKey }) {
  const json = body && asJson(body, '  ').replaceAll("'", String.raw`'\''`);
  return [
    `curl -s${method === 'GET' ? '' : ` -X ${method}`} '${EXAMPLE_ADDRESS}${target}'`,
    ...(needsKey ? [`-H "Authorization: Bearer $LLM_REGISTRY_KEY"`] : []),
    ...(json === undefined ? [] : [`-H 'Content-Type: application/json'`, `-d '${json}'`]),
  ].join(' \\\n  ');
}

/** @param {SampleRequest} request */
function typescript({ operationId, parameters, body, needsKey, hasAnswer }) {
  const client = needsKey
    ? `{\n  baseUrl: '${EXAMPLE_ADDRESS}',\n  token: process.env.LLM_REGISTRY_KEY,\n}`
    : `{ baseUrl: '${EXAMPLE_ADDRESS}' }`;
  const fields = { ...parameters, ...body };
  const call = `await registry.${operationId}(${Object.keys(fields).length === 0 ? '' : asTypescript(fields)});`;
  return [
    "import { createClient } from '@llm-registry/client';",
    '',
    `const registry = createClient(${client});`,
    ...(hasAnswer ? [`const answer = ${call}`, 'console.log(answer);'] : [call]),
  ].join('\n');
}

/** @param {string} called @param {string[]} given */
function pythonCall(called, given) {
  if (given.length === 1) return [`${called}(${given[0]})`];
  return [`${called}(`, ...given.map((argument) => `    ${argument},`), ')'];
}

/** @param {SampleRequest} request */
function python({ method, target, body, needsKey, hasAnswer }) {
  const given = [
    `"${EXAMPLE_ADDRESS}${target}"`,
    ...(needsKey ? ['headers={"Authorization": "Bearer " + os.environ["LLM_REGISTRY_KEY"]}'] : []),
    ...(body === undefined ? [] : [`json=${asPython(body, '    ')}`]),
  ];
  return [
    ...(needsKey ? ['import os', ''] : []),
    'import httpx',
    '',
    ...pythonCall(`answer = httpx.${method.toLowerCase()}`, given),
    'answer.raise_for_status()',
    ...(hasAnswer ? ['print(answer.json())'] : []),
  ].join('\n');
}

/** @param {SampleRequest} request @returns {CodeSample[]} */
function inEachLanguage(request) {
  const example = request.example === undefined ? {} : { example: request.example };
  return [
    { lang: 'shell', label: 'curl', source: curl(request), ...example },
    { lang: 'typescript', label: 'TypeScript', source: typescript(request), ...example },
    { lang: 'python', label: 'Python', source: python(request), ...example },
  ];
}

/**
 * One operation in each language, for each body that the contract shows.
 * @param {Contract} contract
 * @param {Operation} operation
 * @returns {CodeSample[]}
 */
export function codeSamples(contract, operation) {
  return sampleRequests(contract, operation).flatMap(inEachLanguage);
}

/**
 * One operation in each language, with the first body that the contract shows.
 * @param {Contract} contract
 * @param {Operation} operation
 */
export function firstCodeSamples(contract, operation) {
  return sampleRequests(contract, operation).slice(0, 1).flatMap(inEachLanguage);
}

/**
 * The contract with the samples at each operation, where Scalar looks for them.
 * @param {Contract} contract
 * @returns {Contract}
 */
export function withCodeSamples(contract) {
  const shown = structuredClone(contract);
  for (const operation of operations(contract)) {
    const place = shown.paths[operation.path]?.[operation.method.toLowerCase()];
    if (place !== undefined) place['x-codeSamples'] = codeSamples(contract, operation);
  }
  return shown;
}
