import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { Principal } from '../../auth/principal.js';
import type { RequestContext } from '../../observe/request-context.js';
import type { Gate } from '../admission.js';
import { credentialsOf } from '../credentials.js';
import type { CrossOrigin } from '../cross-origin.js';
import { setRateLimit } from '../rate-limit-header.js';
import { setSecurityHeaders } from '../security-headers.js';
import { send } from '../send.js';
import type { KeptReplies, KeptReply } from './kept-replies.js';
import { setVisit } from './visits.js';

export interface FrontDeps {
  gate: Pick<Gate, 'authenticate' | 'requireRole' | 'rateLimit'>;
  replies: KeptReplies;
  /** Sees every request first: its id, its log line, its metrics. */
  observe: (request: IncomingMessage, response: ServerResponse) => RequestContext;
  /** Told of each look into what is kept. */
  looked: (hit: boolean) => void;
  crossOrigin: CrossOrigin;
  /** Express's `trust proxy`, which decides what links in an answer begin with. */
  trustProxy: number | string | false;
  /** Answers all that is not kept. */
  behind: RequestListener;
}

/** Header fields that make more of a request than a plain read: all of that is known behind. */
const more = ['content-length', 'transfer-encoding', 'if-match', 'expect'] as const;

function isPlainRead({ method, headers }: IncomingMessage): boolean {
  if (method !== 'GET' && method !== 'HEAD') return false;
  return headers.authorization !== undefined && more.every((name) => headers[name] === undefined);
}

/** Whether a reply is as new as the request demands; a demand that is none is judged behind. */
function isNewEnough({ headers }: IncomingMessage, { reply }: KeptReply): boolean {
  const wanted = headers['registry-min-revision'];
  if (wanted === undefined) return true;
  return typeof wanted === 'string' && /^\d{1,15}$/.test(wanted) && Number(wanted) <= reply.revision;
}

/**
 * Makes the listener in front of Express. Replies that are kept are sent from here: setting up Express's request and
 * response costs several times what answering does. Whoever asks is authenticated, limited, logged and counted by the same
 * functions as behind; whatever is refused or in doubt goes there, where the order of errors is known.
 */
export function createFront(deps: FrontDeps): RequestListener {
  const { gate, replies, observe, looked, crossOrigin, trustProxy, behind } = deps;

  /** What links begin with depends on these; the organization is last, as it alone may hold any character. */
  function keyOf({ headers, socket, url }: IncomingMessage, { role, organization }: Principal): string {
    const proxied =
      trustProxy === false ? '' : `${headers['x-forwarded-proto']}\n${headers['x-forwarded-host']}`;
    const peer = typeof trustProxy === 'string' ? socket.remoteAddress : '';
    return `${role}\n${headers.host}\n${proxied}\n${peer}\n${url}\n${organization}`;
  }

  /** @throws RegistryError for who is refused */
  async function keptFor(
    request: IncomingMessage,
  ): Promise<{ principal: Principal; kept: KeptReply } | null> {
    const mark = replies.mark();
    const principal = await gate.authenticate(credentialsOf(request));
    const key = keyOf(request, principal);
    const kept = replies.find(key, principal.organization);
    looked(kept !== undefined);
    if (kept && isNewEnough(request, kept)) return { principal, kept };
    setVisit(request, { principal, key, mark });
    return null;
  }

  /** @returns whether it was answered. @throws RegistryError for who is refused */
  async function answered(
    request: IncomingMessage,
    response: ServerResponse,
    context: RequestContext,
  ): Promise<boolean> {
    const found = await keptFor(request);
    if (found === null) return false;
    const { principal, kept } = found;
    gate.requireRole(kept.operationId, principal);
    setRateLimit(response, gate.rateLimit.spend(principal.organization));
    context.operationId = kept.operationId;
    context.organization = principal.organization;
    setSecurityHeaders(response);
    crossOrigin(request, response);
    await send(request, response, kept.reply);
    return true;
  }

  /** A refusal is found once more behind, and worded there. */
  async function answerOrPassOn(
    request: IncomingMessage,
    response: ServerResponse,
    context: RequestContext,
  ): Promise<void> {
    const isAnswered = await answered(request, response, context).catch(() => false);
    if (!isAnswered) behind(request, response);
  }

  return (request, response) => {
    const context = observe(request, response);
    if (isPlainRead(request)) void answerOrPassOn(request, response, context);
    else behind(request, response);
  };
}
