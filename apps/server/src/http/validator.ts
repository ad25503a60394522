import type { RequestHandler } from 'express';
import { OpenApiValidator } from 'express-openapi-validator/dist/openapi.validator.js';
import { isCost } from '../models/cost.js';
import type { ContractDocument } from './document.js';
import { withKnownOperations } from './known-operations.js';
import { requestsOf } from './request-contract.js';
import { findReferencesDirectly, loadChecked } from './validator-start.js';

type ValidatorOptions = ConstructorParameters<typeof OpenApiValidator>[0];

/** The validator knows a method only where the document has it; HEAD goes wherever GET does. */
function withHead(contract: ContractDocument): ContractDocument {
  const copy = structuredClone(contract);
  for (const item of Object.values(copy.paths)) {
    if (item['get']) item['head'] = structuredClone(item['get']);
  }
  return copy;
}

/**
 * The one place that checks the shape of requests against the contract. Routes, credentials and roles have been checked
 * before, in the order that the errors are documented in. The contract tests judge the answers, over the wire.
 */
export function createValidator(contract: ContractDocument): RequestHandler {
  findReferencesDirectly();
  const document = withHead(requestsOf(contract));
  const options: ValidatorOptions = {
    // The validator's own type of a document is narrower than OpenAPI 3.1 allows.
    apiSpec: document as unknown as Exclude<ValidatorOptions['apiSpec'], string>,
    validateRequests: { allErrors: true },
    validateResponses: false,
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
  const handlers = new OpenApiValidator(options).installMiddleware(loadChecked(document)) as RequestHandler[];
  return withKnownOperations(handlers);
}
