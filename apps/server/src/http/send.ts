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
  model?: string;
  headers?: Record<string, string>;
}

/** JSON as it goes out, and how many bytes that is in UTF-8. */
export interface WrittenBody {
  content: string | Buffer;
  bytes: number;
}

/** From this many characters on, text is better encoded once than put together with the headers and then encoded. */
const longText = 8_192;

function writtenBody(text: string): WrittenBody {
  if (text.length < longText) return { content: text, bytes: Buffer.byteLength(text) };
  const content = Buffer.from(text);
  return { content, bytes: content.length };
}

/** A reply whose body is written out, so that this is done once however often it is sent. */
export interface WrittenReply extends Omit<AnyReply, 'body'> {
  body: WrittenBody | JsonStream<unknown> | undefined;
}

function isStream(body: unknown): body is JsonStream<unknown> {
  return typeof body === 'object' && body !== null && 'chunks' in body;
}

/** Writes a reply's body out where it is neither absent nor comes piece by piece. */
export function writtenOut(reply: AnyReply): WrittenReply {
  const { body } = reply;
  if (body === undefined || isStream(body)) return { ...reply, body };
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return { ...reply, body: writtenBody(text) };
}

function isRead(request: IncomingMessage): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

function setHeaders(response: ServerResponse, reply: WrittenReply): void {
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
  reply: WrittenReply,
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
  response.setHeader('Content-Type', 'application/json; charset=utf-8');
  response.setHeader('Content-Length', body.bytes);
  response.end(request.method === 'HEAD' ? undefined : body.content);
}
