// The requests that the samples of an operation send: its path, its query and its body as the contract's examples say.
import { resolve } from '../contract.mjs';

/** @import { Contract, Operation } from '../contract.mjs' */

/**
 * @typedef {object} SampleRequest
 * @property {string} operationId
 * @property {string} method
 * @property {string} target path and query, ready to be sent
 * @property {Record<string, unknown>} parameters what fills the path and the query, by name
 * @property {Record<string, unknown> | undefined} body
 * @property {string | undefined} example the contract's name of the body
 * @property {boolean} needsKey
 * @property {boolean} hasAnswer whether an answer has a body
 */

/** Queries without which an operation would say little, for which the contract has no example. */
const queries = /** @type {Record<string, Record<string, unknown>>} */ ({ listChanges: { after: 0 } });

/**
 * The first example of a parameter in the path.
 * @param {{ example?: unknown, examples?: Record<string, { value?: unknown }> }} parameter
 */
function firstExample({ example, examples = {} }) {
  return example ?? Object.values(examples)[0]?.value;
}

/** @param {Contract} contract @param {Operation} operation */
function pathParameters(contract, { parameters = [] }) {
  const inPath = parameters
    .map((parameter) => resolve(contract, parameter))
    .filter((parameter) => parameter.in === 'path');
  return Object.fromEntries(inPath.map((parameter) => [parameter.name, firstExample(parameter)]));
}

/**
 * The bodies that the contract shows, each by the name of its example; none where a request has no body.
 * @param {Contract} contract @param {Operation} operation
 */
function bodiesOf(contract, { requestBody }) {
  if (requestBody === undefined) return [];
  const examples = resolve(contract, requestBody).content?.['application/json']?.examples ?? {};
  return Object.entries(examples).map(([example, node]) => ({
    example,
    body: /** @type {Record<string, unknown>} every body of the contract is an object */ (
      resolve(contract, node).value
    ),
  }));
}

/** @param {string} path @param {Record<string, unknown>} values @param {Record<string, unknown>} query */
function targetOf(path, values, query) {
  const filled = path.replace(/\{(\w+)\}/g, (_match, name) => encodeURIComponent(String(values[name])));
  const search = new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]));
  return search.size === 0 ? filled : `${filled}?${search}`;
}

/**
 * One request for each body that the contract shows, or one without.
 * @param {Contract} contract
 * @param {Operation} operation
 * @returns {SampleRequest[]}
 */
export function sampleRequests(contract, operation) {
  const { operationId, method, path } = operation;
  const inPath = pathParameters(contract, operation);
  const query = queries[operationId] ?? {};
  const needs = operation.security ?? contract.security;
  const request = {
    operationId,
    method,
    target: targetOf(path, inPath, query),
    parameters: { ...inPath, ...query },
    body: undefined,
    example: undefined,
    needsKey: needs.some((way) => 'bearer' in way),
    hasAnswer: !('204' in operation.responses),
  };
  const bodies = bodiesOf(contract, operation);
  return bodies.length === 0 ? [request] : bodies.map((body) => ({ ...request, ...body }));
}
