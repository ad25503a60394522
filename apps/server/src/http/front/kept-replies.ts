import type { IncomingMessage } from 'node:http';
import { LRUCache } from 'lru-cache';
import { createKept } from '../../revisions/kept.js';
import type { KnownLayers } from '../../revisions/known-layers.js';
import type { Lease, Mark } from '../../revisions/lease.js';
import type { Caller, OperationId } from '../contract.js';
import type { WrittenBody, WrittenReply } from '../send.js';
import { visitOf } from './visits.js';

/** A reply as it may be sent again, to which operation. */
export interface KeptReply {
  operationId: OperationId;
  reply: WrittenReply & { body: WrittenBody; revision: number };
  /** When its revision was looked at last. */
  seen: Mark;
}

/** Replies that were sent, for as long as the lease says that they would be the same. */
export interface KeptReplies {
  /**
   * What was sent before, with the revision as it is now where that is known.
   * @param key of everything that the reply depends on beside what is stored
   */
  find(key: string, organization: string): KeptReply | undefined;
  /** Keeps a reply to a request that the front has seen, where it is one that may be kept. */
  offer(
    request: IncomingMessage,
    operationId: OperationId,
    caller: Caller | undefined,
    reply: WrittenReply,
  ): void;
  /** Ask before anything is read for a request. */
  mark(): Mark;
}

const mostBytes = 12 * 1024 * 1024;
/** In bytes: larger ones would push out too many others. */
const mostOfOne = 1024 * 1024;
/**
 * In bytes: larger ones are kept only when they are asked for again. Whoever goes through a list asks for each page once, and
 * would push out what others ask for all the time.
 */
const mostAtOnce = 8 * 1024;
/** How many characters of keys of larger ones are remembered until they come again. */
const mostSeenOnce = 256 * 1024;
/** About what a reply takes beside its text, in bytes. */
const headSize = 400;

/** Characters beyond Latin-1 make the engine keep two bytes for each. Where there are as many bytes as characters, all are ASCII. */
function memoryOf({ content, bytes }: WrittenBody): number {
  if (typeof content !== 'string') return bytes;
  const isNarrow = bytes === content.length || !/[^\0-\xff]/.test(content);
  return (isNarrow ? 1 : 2) * content.length;
}

/** What reads models, lists and providers and nothing else: never keys, and never what waits. */
const keepable: ReadonlySet<OperationId> = new Set([
  'getModel',
  'getDefinition',
  'explainModel',
  'listModels',
  'listModelsPage',
  'getModelsSummary',
  'getProvider',
  'listProviders',
  'getOpenaiModel',
]);

/** @param known where an organization looks now, where that is known without asking */
export function createKeptReplies(lease: Lease, known: KnownLayers['known']): KeptReplies {
  const kept = createKept<KeptReply>(lease, {
    bytes: mostBytes,
    sizeOf: ({ reply }) => headSize + memoryOf(reply.body),
  });

  const seenOnce = new LRUCache<string, true>({
    maxSize: mostSeenOnce,
    sizeCalculation: (_value, key) => key.length,
  });

  /** Whether it is asked for so often that it is worth its room. */
  function isWorthKeeping(key: string, { bytes }: WrittenBody): boolean {
    if (bytes <= mostAtOnce || seenOnce.has(key)) return true;
    seenOnce.set(key, true);
    return false;
  }

  /** A reply about one model holds through changes of others; its revision then is one that its data has reached. */
  function rise(found: KeptReply, organization: string): void {
    found.seen = lease.mark();
    const { revision = 0 } = known(organization) ?? {};
    if (revision > found.reply.revision) found.reply.revision = revision;
  }

  return {
    find(key, organization) {
      const found = kept.get(key);
      if (found && found.seen !== lease.mark()) rise(found, organization);
      return found;
    },
    mark: lease.mark,
    offer(request, operationId, caller, reply) {
      const visit = visitOf(request);
      if (!visit || !caller || !keepable.has(operationId)) return;
      const { body, status, revision = caller.layers.revision } = reply;
      if (status !== 200 || body === undefined || !('content' in body) || body.bytes > mostOfOne) return;
      if (!isWorthKeeping(visit.key, body)) return;
      const { organization } = caller.principal;
      const value = { operationId, reply: { ...reply, body, revision }, seen: visit.mark };
      const extent = reply.model === undefined ? 'all' : { model: reply.model };
      kept.set(visit.key, value, organization, visit.mark, extent);
    },
  };
}
