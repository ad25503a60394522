import { IncomingMessage, ServerResponse } from 'node:http';
import type { Express, Request, Response } from 'express';

/** What a server of Node makes for each request. */
export interface Messages {
  IncomingMessage: typeof IncomingMessage;
  ServerResponse: typeof ServerResponse;
}

/**
 * Classes whose instances are Express's requests and responses from the start. Express gives its own prototypes to each
 * message that has others, and a prototype that changes costs an object all that the engine has learnt of its class:
 * three quarters of what a bare Express takes (docs/decisions/0091-messages-of-express.md).
 */
export function messagesOf(app: Express): Messages {
  class ExpressRequest extends IncomingMessage {}
  class ExpressResponse<Asked extends IncomingMessage = IncomingMessage> extends ServerResponse<Asked> {}
  Object.setPrototypeOf(ExpressRequest.prototype, app.request);
  Object.setPrototypeOf(ExpressResponse.prototype, app.response);
  // They inherit from Express's prototypes, as these types say; the classes were declared without.
  app.request = ExpressRequest.prototype as Request;
  app.response = ExpressResponse.prototype as Response;
  return { IncomingMessage: ExpressRequest, ServerResponse: ExpressResponse };
}
