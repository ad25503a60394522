import { randomUUID } from 'node:crypto';
import { createServer, type RequestListener, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RegistryError } from '../errors.js';
import type { Messages } from '../http/messages.js';
import { problemOf } from '../http/problems.js';
import { reasonOf, StartFailure } from './failure.js';

/** What a client may take, all in milliseconds. */
export interface HttpLimits {
  /** For the head of a request, and for all of it: slow senders must not hold connections. */
  headersTimeout: number;
  requestTimeout: number;
  /** Between two looks at who has taken longer than that. */
  connectionsCheckingInterval: number;
  /** Between two requests: longer than the minute after which most proxies drop an idle connection, which must not send into one we just closed. */
  keepAliveTimeout: number;
  /** Without a byte in either direction: whoever takes nothing of an answer must not hold it. Longer than anybody may wait for changes. */
  timeout: number;
}

const usualLimits: HttpLimits = {
  headersTimeout: 20_000,
  requestTimeout: 120_000,
  connectionsCheckingInterval: 5_000,
  keepAliveTimeout: 75_000,
  timeout: 120_000,
};

const invalid = (detail: string): RegistryError => new RegistryError('invalid_request', detail);

/** What a request that could not even be parsed is told, by the code of Node's parser. */
const complaints: Readonly<Record<string, RegistryError>> = {
  HPE_HEADER_OVERFLOW: invalid('Send URL and header fields of 16 KiB at most.'),
  HPE_INVALID_URL: new RegistryError(
    'malformed_url',
    'The URL holds characters beyond ASCII, or control characters. Percent-encode them as UTF-8: "é" is %C3%A9.',
  ),
  ERR_HTTP_REQUEST_TIMEOUT: invalid('The request took too long to arrive. Send it again.'),
};

const unreadable = invalid('This is not HTTP/1.1 as RFC 9112 defines it. Correct the request.');

/** Answers what Node's parser refused, and closes the connection, on which nothing can be understood any more. */
function refuse(error: Error, socket: Duplex): void {
  const code = 'code' in error ? String(error.code) : '';
  if (!socket.writable || code === 'ECONNRESET') return void socket.destroy();
  const problem = problemOf(complaints[code] ?? unreadable, randomUUID());
  const body = JSON.stringify(problem);
  const head = [
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${Buffer.byteLength(body)}`,
    'Cache-Control: no-store',
    'Connection: close',
    `X-Request-Id: ${problem.request_id}`,
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}

/**
 * Makes the HTTP server around a listener, with its limits.
 * @param given limits in place of the usual ones, and what requests and responses are in place of Node's own
 */
export function createHttpServer(
  listener: RequestListener,
  given: Partial<HttpLimits & Messages> = {},
): Server {
  const { timeout, ...others } = { ...usualLimits, ...given };
  const server = createServer(others, listener);
  server.setTimeout(timeout);
  server.on('clientError', refuse);
  return server;
}

function listenFailure(error: unknown, host: string, port: number, portName: string): StartFailure {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  switch (code) {
    case 'EADDRINUSE':
      return new StartFailure(
        `${portName}=${port} is in use on ${host}. Stop what listens there, or set ${portName} to another port (0 picks a free one).`,
      );
    case 'EACCES':
      return new StartFailure(
        `${portName}=${port} may not be used by this user. Set ${portName} to 1024 or more.`,
      );
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return new StartFailure(
        `HOST=${host} is not an address of this machine. Set HOST to 127.0.0.1, 0.0.0.0 or ::.`,
      );
    default:
      return new StartFailure(
        `The server cannot listen on HOST=${host}, ${portName}=${port}: ${reasonOf(error)}.`,
      );
  }
}

/**
 * Begins to listen.
 * @param portName the variable that the port came from
 * @throws StartFailure naming the variable to change
 */
export async function listen(
  server: Server,
  host: string,
  port: number,
  portName = 'PORT',
): Promise<AddressInfo> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenFailure(error, host, port, portName)));
    server.listen(port, host, resolve);
  });
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('A server that listens has an address.');
  return address;
}

/** How this machine reaches the server; an address that means "all of them" is reached through the loopback. */
export function localUrl({ address, port }: AddressInfo): string {
  const reached = address === '0.0.0.0' ? '127.0.0.1' : address === '::' ? '::1' : address;
  return `http://${reached.includes(':') ? `[${reached}]` : reached}:${port}`;
}
