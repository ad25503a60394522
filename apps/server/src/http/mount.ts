import type { RequestHandler } from 'express';
import { isAny, preconditionOf } from './conditional.js';
import { requireRouted } from './context.js';
import type { Caller, Handlers, Input, OperationId } from './contract.js';
import type { KeptReplies } from './front/kept-replies.js';
import { type AnyReply, send, writtenOut } from './send.js';

type AnyHandler = (input: unknown, caller: Caller | undefined) => Promise<AnyReply>;

/** Absolute base of links: what the operator says, else what the client asked for. */
export type BaseUrlOf = (request: Parameters<RequestHandler>[0]) => string;

/** Host and port (RFC 3986, 3.2.2); anything else would break out of the links that it is put into. */
const hostAndPort = /^[\w.~!$&'()*+,;=%:[\]-]+$/;

/** What the client asked for or, where HTTP/1.0 asked for no host, the address that it reached. */
function hostOf({ host, socket }: Parameters<BaseUrlOf>[0]): string {
  if (hostAndPort.test(host ?? '')) return host;
  const { localAddress = '', localPort } = socket;
  return `${localAddress.includes(':') ? `[${localAddress}]` : localAddress}:${localPort}`;
}

export const baseUrlFrom =
  (publicUrl: string | null): BaseUrlOf =>
  (request) =>
    publicUrl ?? `${request.protocol}://${hostOf(request)}`;

/** The last stage before errors: calls the handler of the operation that was matched, and sends its reply. */
export function createDispatch(
  handlers: Handlers,
  baseUrlOf: BaseUrlOf,
  replies: Pick<KeptReplies, 'offer'>,
): RequestHandler {
  return async (request, response) => {
    const { operationId, path, caller } = requireRouted(request);
    const input: Input<OperationId> = {
      // The validator has checked these parts against the operation that was matched.
      path: path as Input<OperationId>['path'],
      query: request.query as Input<OperationId>['query'],
      body: request.body,
      baseUrl: baseUrlOf(request),
      precondition: preconditionOf(request.method, request.headers),
      createOnly: isAny(request.headers['if-none-match'] ?? ''),
    };
    // One handler of a mapped type is a union of functions; the table itself pairs each with its input.
    const handler = handlers[operationId] as AnyHandler;
    const reply = writtenOut(await handler(input, caller));
    replies.offer(request, operationId, caller, reply);
    await send(request, response, reply);
  };
}
