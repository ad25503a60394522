import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { expectSameAnswer, isRepeatable } from '../answers/both-ways.js';
import type { Exchange } from '../answers/exchange.js';
import { observe } from '../answers/observe.js';

/** A request as it goes over the wire: nothing in it is normalized or corrected. */
export interface RawRequest {
  method?: string;
  /** Path and query below the base URL, byte for byte. */
  path: string;
  /** Sent as `Authorization: Bearer`. */
  token?: string | undefined;
  headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Sent as JSON, with its content type. */
  body?: unknown;
  /** Sent as it is, in place of `body`. */
  bytes?: string | Buffer;
}

export interface RawAnswer {
  status: number;
  headers: Headers;
  text: string;
  /** The body as JSON; undefined where it is none. */
  json: unknown;
}

const agents = { 'http:': new HttpAgent({ keepAlive: true }), 'https:': new HttpsAgent({ keepAlive: true }) };

function headersOf(request: RawRequest, content: Buffer | undefined): Record<string, string | string[]> {
  const given = Object.entries(request.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    ...(request.token !== undefined && { authorization: `Bearer ${request.token}` }),
    ...(request.body !== undefined && { 'content-type': 'application/json' }),
    ...(content !== undefined && { 'content-length': String(content.length) }),
    ...Object.fromEntries(given),
  };
}

function contentOf({ body, bytes }: RawRequest): Buffer | undefined {
  if (bytes !== undefined) return Buffer.from(bytes);
  return body === undefined ? undefined : Buffer.from(JSON.stringify(body));
}

/** Resolves with the answer's head. A server may answer, and close, before it has read all of a body. */
function exchanged(baseUrl: string, request: RawRequest): Promise<IncomingMessage> {
  const url = new URL(baseUrl);
  const content = contentOf(request);
  const send = url.protocol === 'https:' ? httpsRequest : httpRequest;
  return new Promise((resolve, reject) => {
    const sent = send({
      hostname: url.hostname,
      port: url.port,
      method: request.method ?? 'GET',
      path: url.pathname.replace(/\/$/, '') + request.path,
      headers: headersOf(request, content),
      agent: agents[url.protocol === 'https:' ? 'https:' : 'http:'],
    });
    sent.on('response', resolve).on('error', reject);
    sent.end(content);
  });
}

async function textOf(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

function headersIn(message: IncomingMessage): Headers {
  const headers = new Headers();
  for (const [name, values] of Object.entries(message.headersDistinct)) {
    for (const value of values ?? []) headers.append(name, value);
  }
  return headers;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

async function sentOnce(baseUrl: string, request: RawRequest, mayFail: boolean): Promise<Exchange> {
  const message = await exchanged(baseUrl, request);
  const text = await textOf(message);
  const head = { status: message.statusCode ?? 0, headers: headersIn(message) };
  const answer = { method: request.method ?? 'GET', target: request.path, ...head, text };
  observe(answer, mayFail);
  return answer;
}

/**
 * Sends one request to a registry; its answer is held to the contract and written down. A read is sent twice, and the
 * second answer held to the first.
 * @param mayFail whether a 500 is what the test is about
 */
export async function send(baseUrl: string, request: RawRequest, mayFail = false): Promise<RawAnswer> {
  const answer = await sentOnce(baseUrl, request, mayFail);
  if (isRepeatable(answer)) expectSameAnswer(answer, await sentOnce(baseUrl, request, mayFail));
  const { status, headers, text } = answer;
  return { status, headers, text, json: parsed(text) };
}
