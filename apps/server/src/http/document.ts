import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { OperationId } from './contract.js';

/** The contract as the text that people read. */
export const contractFile = new URL('../../../../openapi.yaml', import.meta.url);

/** The contract as the build parsed it, beside the built program; in sources there is none. */
export const parsedContractFile = new URL('./contract.json', import.meta.url);

/** The same contract in OpenAPI 3.0, generated from it; the program reads it where it was generated. */
const contract30File = new URL('../../src/generated/openapi-3.0.json', import.meta.url);

export interface OperationObject {
  operationId: OperationId;
  security?: unknown[];
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
  responses?: object;
}

export interface ParameterObject {
  name: string;
  in: string;
  schema?: { type?: unknown };
}

/** The parts of an OpenAPI document that the server looks at by itself; the validator takes the whole. */
export interface ContractDocument {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, OperationObject>>;
  components: {
    schemas: Record<string, { properties?: Record<string, unknown>; pattern?: string }>;
    parameters?: Record<string, ParameterObject>;
  };
}

/** A parsed contract, with the hash of the text that it was parsed from. */
export interface ParsedContract {
  hash: string;
  document: ContractDocument;
}

/** Parses the contract. Reading YAML is a quarter of a second, and its parser is loaded only for it. */
export function parseContract(text: string): ParsedContract {
  const yaml: typeof import('yaml') = createRequire(import.meta.url)('yaml');
  // openapi.yaml is linted and generated from; here it is only read.
  return { hash: hash('sha256', text), document: yaml.parse(text) };
}

/** What the build parsed, if it was this very text. */
function parsedBefore(text: string, file: URL): ContractDocument | null {
  try {
    const parsed: ParsedContract = JSON.parse(readFileSync(file, 'utf8'));
    return parsed.hash === hash('sha256', text) ? parsed.document : null;
  } catch {
    return null;
  }
}

/**
 * Reads the contract.
 * @param parsedFile what the build left
 * @throws when the contract is not there or not YAML
 */
export function loadContract(parsedFile: URL = parsedContractFile): ContractDocument {
  const text = readFileSync(contractFile, 'utf8');
  return parsedBefore(text, parsedFile) ?? parseContract(text).document;
}

/**
 * Reads the contract in OpenAPI 3.0, which is only handed out.
 * @throws when it is not there or not JSON
 */
export function loadContract30(): object {
  return JSON.parse(readFileSync(contract30File, 'utf8'));
}
