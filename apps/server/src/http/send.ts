import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Request, Response } from 'express';
import { noneMatchHits } from './conditional.js';
import type { JsonStream } from './contract.js';

/** Any operation's reply, seen from the side that sends it. */
export interface AnyReply {
  status: number;
  body: unknown;
  tag?: string;
  revision?: number;
  headers?: Record<string, string>;
}

function isStream(body: unknown): body is JsonStream<unknown> {
  return typeof body === 'object' && body !== null && 'chunks' in body;
}

function textOf(body: unknown): string {
  return typeof body === 'string' ? body : JSON.stringify(body);
}

function isRead(request: Request): boolean {
  return request.method === 'GET' || request.method === 'HEAD';
}

function setHeaders(response: Response, reply: AnyReply): void {
  if (reply.revision !== undefined) response.set('Registry-Revision', String(reply.revision));
  if (reply.tag !== undefined) response.set('ETag', reply.tag);
  // Answers belong to one organization; whoever keeps one has to ask again before using it.
  response.set({ 'Cache-Control': 'private, no-cache', ...reply.headers });
}

async function sendStream(request: Request, response: Response, body: JsonStream<unknown>): Promise<void> {
  response.set('Content-Type', 'application/json; charset=utf-8');
  if (request.method === 'HEAD') return void response.end();
  await pipeline(Readable.from(body.chunks), response);
}

/** Sends a reply. A read whose tag the client has already is 304 without a body (RFC 9110, 13.1.2). */
export async function send(request: Request, response: Response, reply: AnyReply): Promise<void> {
  setHeaders(response, reply);
  const { tag, body } = reply;
  if (tag !== undefined && isRead(request) && noneMatchHits(request.headers['if-none-match'], tag)) {
    return void response.status(304).end();
  }
  response.status(reply.status);
  if (body === undefined) return void response.end();
  if (isStream(body)) return sendStream(request, response, body);
  const text = textOf(body);
  response.set({
    'Content-Type': 'application/json; charset=utf-8',
    'Content-Length': String(Buffer.byteLength(text)),
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}
