// What the pages say comes from here, and this comes from openapi.yaml.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';

/**
 * @typedef {{ status: number, title: string, meaning: string, remedy: string }} ErrorFacts one entry of `x-errors`
 * @typedef {ErrorFacts & { code: string }} ErrorEntry
 * @typedef {{ code: string, title: string, status: number, type: string, detail: string }} Problem
 * @typedef {{ $ref?: string, value?: unknown }} Example
 * @typedef {{ $ref?: string, content?: Record<string, { examples?: Record<string, Example> }> }} Response
 * @typedef {{ $ref?: string, name: string, in: string, example?: unknown, examples?: Record<string, Example> }} Parameter
 * @typedef {Record<string, string[]>[]} Security
 * @typedef {{ operationId: string, tags: string[], summary: string, description: string, security?: Security, parameters?: Parameter[], requestBody?: Response, responses: Record<string, Response>, 'x-codeSamples'?: { lang: string, label: string, source: string, example?: string }[] }} OperationObject
 * @typedef {OperationObject & { method: string, path: string }} Operation
 * @typedef {object} Contract
 * @property {{ title: string, version: string, summary: string }} info
 * @property {Security} security
 * @property {{ name: string, description: string }[]} tags
 * @property {Record<string, Record<string, OperationObject>>} paths
 * @property {{ schemas: { ErrorCode: { enum: string[], 'x-errors': Record<string, ErrorFacts> } } }} components
 */

const methods = ['get', 'put', 'post', 'patch', 'delete'];

/** Reads openapi.yaml. @returns {Contract} */
export function readContract() {
  return parse(readFileSync(fileURLToPath(new URL('../../../openapi.yaml', import.meta.url)), 'utf8'));
}

/**
 * Follows a local `$ref`, if there is one.
 * @template T
 * @param {Contract} contract
 * @param {T & { $ref?: string }} node
 * @returns {T}
 */
export function resolve(contract, node) {
  if (node.$ref === undefined) return node;
  const steps = node.$ref.replace('#/', '').split('/');
  return steps.reduce(
    (value, step) => Reflect.get(value, step),
    /** @type {any} the tree is walked by name */ (contract),
  );
}

/**
 * The error table, in the order of the contract.
 * @param {Contract} contract
 * @returns {ErrorEntry[]}
 */
export function errorEntries(contract) {
  const { enum: codes, 'x-errors': facts } = contract.components.schemas.ErrorCode;
  return codes.map((code) => {
    const entry = facts[code];
    if (entry === undefined)
      throw new Error(`openapi.yaml: the error code "${code}" has no entry in x-errors.`);
    return { code, ...entry };
  });
}

/**
 * Every operation, in the order of the contract.
 * @param {Contract} contract
 * @returns {Operation[]}
 */
export function operations(contract) {
  return Object.entries(contract.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, operation]) => ({ ...operation, method: method.toUpperCase(), path })),
  );
}

/**
 * The operation of that operationId.
 * @param {Contract} contract
 * @param {string} operationId
 */
export function findOperation(contract, operationId) {
  const found = operations(contract).find((operation) => operation.operationId === operationId);
  if (found === undefined) throw new Error(`openapi.yaml: there is no operation "${operationId}".`);
  return found;
}

/**
 * The values of all examples of one media type of a request or response.
 * @param {Contract} contract
 * @param {Response} body
 * @param {string} mediaType
 * @returns {unknown[]}
 */
export function exampleValues(contract, body, mediaType) {
  const examples = resolve(contract, body).content?.[mediaType]?.examples ?? {};
  return Object.values(examples).map((example) => resolve(contract, example).value);
}

/**
 * Every problem document that the contract shows, with the operation and the status it is shown under.
 * @param {Contract} contract
 */
export function problemExamples(contract) {
  return operations(contract).flatMap((operation) =>
    Object.entries(operation.responses).flatMap(([status, response]) =>
      exampleValues(contract, response, 'application/problem+json').map((value) => ({
        operation,
        status: Number(status),
        problem: /** @type {Problem} the contract's examples are validated against its schemas */ (value),
      })),
    ),
  );
}
