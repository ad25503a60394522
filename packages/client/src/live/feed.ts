import { type CallSettings, call } from '../call.js';
import type { ChangePage, Model, RequestBuilder } from '../contract.js';
import type { FetchAnswer } from '../fetch.js';
import type { Fields } from '../request.js';
import type { ReadBody } from '../transport.js';
import { chunksOf } from './chunks.js';
import { readModels } from './read-models.js';
import { isChangePage, isSnapshotFacts, type SnapshotFacts } from './shapes.js';
import { textOf } from './text-of.js';

/** All models of an organization, and since when that is known. */
export interface LoadedSnapshot extends SnapshotFacts {
  models: Model[];
  /** Milliseconds by the clock that only goes forward: when the answer began to arrive. */
  answeredAt: number;
}

/** A page of changes, and since when it is known. */
export interface LoadedPage {
  page: ChangePage;
  answeredAt: number;
}

/** How a request of the feed is made. */
export interface FeedCall {
  /** Refuses an answer older than this; undefined where any will do. */
  minRevision: number | undefined;
  signal: AbortSignal;
  retries?: number | undefined;
}

/** The two requests that a live copy is made of. Both reject with what a call of the client rejects with. */
export interface Feed {
  /** `keep` answers what to keep of each model as it comes. */
  snapshot(keep: (model: Model) => Model, made: FeedCall): Promise<LoadedSnapshot>;
  /** The changes behind the cursor; waits for one for up to `wait` seconds. */
  changes(cursor: string, wait: number, made: FeedCall): Promise<LoadedPage>;
}

/** What makes the requests of a feed. */
export interface FeedParts {
  settings: CallSettings;
  builders: ReadonlyMap<string, RequestBuilder>;
  now: () => number;
  /** Milliseconds in which an answer has to begin, beyond those that it was asked to wait, and then to go on. */
  timeoutMs: number;
}

const PAGE_SIZE = 500;

/** The feed of one registry. */
export function createFeed({ settings, builders, now, timeoutMs }: FeedParts): Feed {
  const load = async <T>(
    operationId: string,
    fields: Fields,
    made: FeedCall & { wait: number },
    read: Read<T>,
  ) => {
    const build = builders.get(operationId);
    if (!build) throw new TypeError(`The contract has no operation ${operationId}`);
    const { wait, ...options } = made;
    const within = { retries: 0, ...options, timeoutMs: wait * 1_000 + timeoutMs };
    const answer = await call(settings, {
      operationId,
      build,
      fields,
      options: within,
      readBody: noting(read, now),
    });
    // What readBody answers is the data of a 200, and to a call without If-None-Match there is no other success.
    return answer.data as T;
  };
  return {
    snapshot: (keep, made) => load('getSnapshot', {}, { ...made, wait: 0 }, readSnapshot(keep)),
    changes: (cursor, wait, made) =>
      load('listChanges', { cursor, wait, page_size: PAGE_SIZE }, { ...made, wait }, readPage),
  };
}

type Read<T> = (chunks: AsyncIterable<Uint8Array>, answeredAt: number) => Promise<T>;

// fetch answers as soon as the headers are there; the server had decided by then what to say.
function noting<T>(read: Read<T>, now: () => number): ReadBody {
  return (answer, progress) => read(reporting(answer, progress), now());
}

async function* reporting(answer: FetchAnswer, progress: () => void): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunksOf(answer)) {
    progress();
    yield chunk;
  }
}

function readSnapshot(keep: (model: Model) => Model): Read<LoadedSnapshot> {
  return async (chunks, answeredAt) => {
    const { facts, models } = await readModels(chunks, keep);
    if (!isSnapshotFacts(facts)) throw new SyntaxError('The answer is no snapshot');
    return { models, revision: facts.revision, cursor: facts.cursor, answeredAt };
  };
}

async function readPage(chunks: AsyncIterable<Uint8Array>, answeredAt: number): Promise<LoadedPage> {
  const parts: Uint8Array[] = [];
  for await (const chunk of chunks) parts.push(chunk);
  const page: unknown = JSON.parse(textOf(parts));
  if (!isChangePage(page)) throw new SyntaxError('The answer is no page of changes');
  return { page, answeredAt };
}
