import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import type { OperationId } from './contract.js';

/** The contract as the text that people read. */
export const contractFile = new URL('../../../../openapi.yaml', import.meta.url);

export interface OperationObject {
  operationId: OperationId;
  security?: unknown[];
  requestBody?: { content: Record<string, { schema: { $ref?: string } }> };
}

/** The parts of an OpenAPI document that the server looks at by itself; the validator takes the whole. */
export interface ContractDocument {
  openapi: string;
  info: { title: string; version: string };
  paths: Record<string, Record<string, OperationObject>>;
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
}

/** Reads the contract. @throws when it is not there or not YAML */
export function loadContract(): ContractDocument {
  // openapi.yaml is linted and generated from; here it is only read.
  return parse(readFileSync(contractFile, 'utf8')) as ContractDocument;
}
