import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { noneMatchHits } from './conditional.js';
import type { JsonStream } from './contract.js';

/** Any operation's reply, seen from the side that sends it. */
export interface AnyReply {
  status: number;
  body: unknown;
  tag?: string;
  revision?: number;
  headers?: Record<string, string>;
  /** Of a body of text, where they were counted before. */
  bytes?: number;
}

function isStream(body: unknown): body is JsonStream<unknown> {
  return typeof body === 'object' && body !== null && 'chunks' in body;
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

/** A reply that knows how many bytes its text is, so that they are counted once however often it is sent. */
export function measured(reply: AnyReply): AnyReply {
  return typeof reply.body === 'string' ? { ...reply, bytes: Buffer.byteLength(reply.body) } : reply;
}

function isRead(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

function setHeaders(response: ServerResponse, reply: AnyReply): void {
  if (reply.revision !== undefined) response.setHeader('Registry-Revision', String(reply.revision));
  if (reply.tag !== undefined) response.setHeader('ETag', reply.tag);
  // Answers belong to one organization; whoever keeps one has to ask again before using it.
  response.setHeader('Cache-Control', 'private, no-cache');
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.setHeader(name, value);
}

async function sendStream(
  request: IncomingMessage,
  response: ServerResponse,
  body: JsonStream<unknown>,
): Promise<void> {
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  if (request.method === 'HEAD') return void response.end();
  await pipeline(Readable.from(body.chunks), response);
}

/** Sends a reply. A read whose tag the client has already is 304 without a body (RFC 9110, 13.1.2). */
export async function send(
  request: IncomingMessage,
  response: ServerResponse,
  reply: AnyReply,
): Promise<void> {
  setHeaders(response, reply);
  const { tag, body } = reply;
  if (tag !== undefined && isRead(request) && noneMatchHits(request.headers['if-none-match'], tag)) {
    response.statusCode = 304;
    return void response.end();
  }
  response.statusCode = reply.status;
  if (body === undefined) return void response.end();
  if (isStream(body)) return sendStream(request, response, body);
  const text = textOf(body);
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', reply.bytes ?? Buffer.byteLength(text));
  response.end(request.method === 'HEAD' ? undefined : text);
}
