import type { Problem } from '@llm-registry/api-types';
import type { ErrorRequestHandler } from 'express';
import * as OpenApiValidator from 'express-openapi-validator';
import { allowanceOf, rateLimitHeader } from '../auth/rate-limit.js';
import type { Dialect } from '../db/dialect.js';
import { errors, errorTable, RegistryError } from '../errors.js';
import { contextOf } from '../observe/request-context.js';
import { routedRequest } from './context.js';
import type { ContractDocument, OperationObject } from './document.js';
import { invalidRequest } from './faults.js';
import { asCallersRead } from './openai-error.js';

/** An error as a problem document (RFC 9457). `type` is relative: the page of the code on the documentation site. */
export function problemOf(error: RegistryError, requestId: string): Problem {
  const { status, title } = errorTable[error.code];
  return {
    type: `/docs/errors/${error.code}`,
    title,
    status,
    detail: error.detail,
    code: error.code,
    request_id: requestId,
    ...(error.errors ? { errors: [...error.errors] } : {}),
  };
}

function internalError(requestId: string): RegistryError {
  return new RegistryError(
    'internal_error',
    `This is a defect of the server, not of your request. Report it with request_id "${requestId}".`,
  );
}

/** Any error as one with a business name; what has none is a defect. */
function named(
  error: unknown,
  dialect: Dialect,
  contract: ContractDocument,
  operation: OperationObject | undefined,
  requestId: string,
): RegistryError {
  if (error instanceof RegistryError) return error;
  if (error instanceof OpenApiValidator.error.BadRequest)
    return invalidRequest(contract, operation, error.errors);
  if (dialect.isStorageFull(error)) return errors.storageFull();
  if (dialect.isUnavailable(error)) return errors.databaseUnavailable();
  return internalError(requestId);
}

function headersOf(error: RegistryError): Record<string, string> {
  const headers: Record<string, string> = {};
  if (error.retryAfter !== undefined) headers['Retry-After'] = String(error.retryAfter);
  const allowance = allowanceOf(error);
  if (allowance !== null) headers['RateLimit'] = rateLimitHeader(allowance);
  if (error.code === 'unauthenticated') headers['WWW-Authenticate'] = 'Bearer realm="llm-registry"';
  return headers;
}

/** The last stage: answers every error as a problem document, and reports those that are the server's own. */
export function createProblems(dialect: Dialect, contract: ContractDocument): ErrorRequestHandler {
  return (error, request, response, _next) => {
    const context = contextOf(request);
    const { requestId } = context;
    const known = named(error, dialect, contract, routedRequest(request)?.operation, requestId);
    const problem = problemOf(known, requestId);
    // What a client is not told goes into the request's log line.
    if (problem.status >= 500) context.unexpected = error;
    // A stream that fails after its head was sent can only be cut off.
    if (response.headersSent) return void response.destroy();
    response
      .status(problem.status)
      .set({ 'Cache-Control': 'no-store', ...headersOf(known), 'Content-Type': 'application/problem+json' })
      .end(JSON.stringify(asCallersRead(request.url, problem)));
  };
}
