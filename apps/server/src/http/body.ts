import { isUtf8 } from 'node:buffer';
import express, { type Request, type RequestHandler, type Response } from 'express';
import { pointerToken } from '../answers/pointer.js';
import { isStorable } from '../answers/storable.js';
import { errors, RegistryError } from '../errors.js';
import { requireRouted } from './context.js';

/** Nobody's settings are nested deeper; beyond it, writing the value as JSON again could overflow the stack. */
const maxDepth = 64;
const maxFaults = 20;

interface Place {
  pointer: string;
  value: unknown;
  depth: number;
}

function* children({ pointer, value, depth }: Place): Generator<Place> {
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    yield { pointer: `${pointer}/${pointerToken(key)}`, value: child, depth: depth + 1 };
  }
}

function faultOf({ pointer, value, depth }: Place): string | null {
  if (depth > maxDepth) return `is nested deeper than ${maxDepth} levels`;
  if (!isStorable(pointer)) return 'has a name with U+0000 or half of a surrogate pair in it';
  if (typeof value === 'string' && !isStorable(value)) return 'holds U+0000 or half of a surrogate pair';
  return null;
}

/** Whether there is nothing to complain of, as nearly always: nobody has to know then what is where. */
function isStorableTree(value: unknown, depth = 0): boolean {
  if (depth > maxDepth) return false;
  if (typeof value === 'string') return isStorable(value);
  if (typeof value !== 'object' || value === null) return true;
  return Object.entries(value).every(([name, child]) => isStorable(name) && isStorableTree(child, depth + 1));
}

/** Text that databases cut, refuse or mangle, and nesting that nothing needs. @throws invalid_request */
export function assertStorable(root: string, value: unknown): void {
  if (isStorableTree(value)) return;
  const open: Place[] = [{ pointer: root, value, depth: 0 }];
  const faults: { pointer: string; detail: string }[] = [];
  for (let place = open.pop(); place && faults.length < maxFaults; place = open.pop()) {
    const detail = faultOf(place);
    if (detail === null) open.push(...children(place));
    else faults.push({ pointer: place.pointer.replace(/\p{Surrogate}/gu, '\uFFFD'), detail });
  }
  if (faults.length > 0) throw errors.invalidRequest(faults);
}

function unsupported(accepted: readonly string[]): RegistryError {
  return new RegistryError(
    'unsupported_media_type',
    `Send the body as "Content-Type: ${accepted.join('" or "')}" in UTF-8.`,
  );
}

function invalidBody(detail: string): RegistryError {
  return new RegistryError('invalid_body', detail);
}

function assertUtf8(_request: unknown, _response: unknown, body: Buffer, encoding: string): void {
  if (encoding !== 'utf-8') throw unsupported(['application/json']);
  if (!isUtf8(body)) throw invalidBody('The body is not valid UTF-8.');
}

const parseJson = express.json({ limit: 1_000_000, strict: true, type: () => true, verify: assertUtf8 });

/** What the body parser says went wrong, in our words. */
const parserFaults: Record<string, () => RegistryError> = {
  'entity.too.large': () => new RegistryError('payload_too_large', 'Send at most 1 MB.'),
  'encoding.unsupported': () =>
    new RegistryError(
      'unsupported_media_type',
      'Send the body without Content-Encoding, or with gzip, br or deflate.',
    ),
  'charset.unsupported': () => unsupported(['application/json']),
  'entity.parse.failed': () =>
    invalidBody('The body is not a JSON object. Check its quotes, commas and brackets.'),
  'request.aborted': () => invalidBody('The body ended before it was complete.'),
  'request.size.invalid': () => invalidBody('The body is not as long as its Content-Length says.'),
};

function translated(error: unknown): unknown {
  if (error instanceof RegistryError || !(error instanceof Error)) return error;
  const fault = 'type' in error ? parserFaults[String(error.type)] : undefined;
  if (fault) return fault();
  // zlib errors of a body that is not what its Content-Encoding says carry a status below 500.
  const status = 'status' in error ? Number(error.status) : 500;
  return status < 500 ? invalidBody('The body cannot be read. Check its encoding and its length.') : error;
}

function mediaType(request: Request): string {
  return (request.headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

function hasBody(request: Request): boolean {
  const { 'content-length': length, 'transfer-encoding': transfer } = request.headers;
  return transfer !== undefined || Number(length ?? 0) > 0;
}

function parsed(request: Request, response: Response): Promise<void> {
  return new Promise((done, fail) => {
    parseJson(request, response, (error?: unknown) => (error ? fail(translated(error)) : done()));
  });
}

/**
 * Reads the JSON body of an operation that takes one.
 * @throws unsupported_media_type, payload_too_large, invalid_body, invalid_request
 */
export const readBody: RequestHandler = async (request, response, next) => {
  assertStorable('/query', request.query);
  const accepted = Object.keys(requireRouted(request).operation.requestBody?.content ?? {});
  if (accepted.length === 0) return next();
  if (!hasBody(request)) throw invalidBody('A body is required; {} is one.');
  if (!accepted.includes(mediaType(request))) throw unsupported(accepted);
  await parsed(request, response);
  assertStorable('/body', request.body);
  next();
};
