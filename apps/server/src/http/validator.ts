import type { RequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import { isCost } from '../models/cost.js';
import type { ContractDocument } from './document.js';

type ValidatorOptions = Parameters<typeof OpenApiValidator.middleware>[0];

/** The validator knows a method only where the document has it; HEAD goes wherever GET does. */
function withHead(contract: ContractDocument): ContractDocument {
  const copy = structuredClone(contract);
  for (const item of Object.values(copy.paths)) {
    if (item['get']) item['head'] = structuredClone(item['get']);
  }
  return copy;
}

/**
 * The one place that checks shapes: every request, and in tests and development every answer too, against the contract.
 * Routes, credentials and roles have been checked before, in the order that the errors are documented in.
 */
export function createValidator(contract: ContractDocument, validateResponses: boolean): RequestHandler[] {
  const options: ValidatorOptions = {
    // The validator's own type of a document is narrower than OpenAPI 3.1 allows.
    apiSpec: withHead(contract) as unknown as Exclude<ValidatorOptions['apiSpec'], string>,
    validateRequests: { allErrors: true },
    validateResponses,
    validateSecurity: false,
    validateApiSpec: false,
    useRequestUrl: true,
    fileUploader: false,
    ajvFormats: { mode: 'full' },
    formats: {
      cost: { type: 'number', validate: isCost },
      int64: { type: 'number', validate: Number.isSafeInteger },
    },
  };
  // Written for Express 4's types; the handlers are ordinary middleware.
  return OpenApiValidator.middleware(options) as RequestHandler[];
}
