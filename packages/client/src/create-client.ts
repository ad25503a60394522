import { type CallSettings, call } from './call.js';
import { type Model, requestBuilders } from './contract.js';
import { type EachModelFields, type EachModelOptions, eachModel } from './each-model.js';
import type { Fetch } from './fetch.js';
import type { LiveModels, LiveOptions } from './live/live-models.js';
import { openLive } from './live/open-live.js';
import { answerMethods, bodyMethods, type Invoke, pageFetcher } from './methods.js';
import type { AnswerMethods, BodyMethods } from './operations.js';

/** Where the registry is, who asks, and how patiently. */
export interface ClientOptions {
  /** The absolute address of the registry, such as `http://127.0.0.1:4080`; it may have a path. */
  baseUrl: string;
  /** An API key or JWT, or a function that gives one, asked before each try. Without it only what is public can be called. */
  token?: string | (() => string | Promise<string>) | undefined;
  /** Replaces the global `fetch`. */
  fetch?: Fetch | undefined;
  /** Milliseconds for each try, until its answer is read; 30,000 by default, `Infinity` for no limit. */
  timeoutMs?: number | undefined;
  /** How often a call that may be repeated is tried again; 2 by default. */
  retries?: number | undefined;
  /** Milliseconds: the upper bound of the first wait, doubled with each try; 250 by default. */
  retryDelayMs?: number | undefined;
  /** Milliseconds: no wait is longer; if `Retry-After` asks for more there is no other try. 30,000 by default. */
  maxRetryDelayMs?: number | undefined;
}

/** The registry: one method for each operation of the contract, and what is built from them. */
export interface Registry extends BodyMethods {
  /** The same methods, answering `{ status, data, etag, revision, headers }`. */
  readonly withResponse: AnswerMethods;
  /** All models, or those that match `filters`, page by page: `for await (const model of registry.eachModel())`. */
  eachModel(fields?: EachModelFields, options?: EachModelOptions): AsyncGenerator<Model, void, undefined>;
  /**
   * All models in memory, kept current by the registry: then `models.get(name)` is a look-up in a map. Rejects as a call does
   * if the registry does not answer and nothing is stored. A live copy keeps a Node process running until it is closed.
   */
  live(options?: LiveOptions): Promise<LiveModels>;
}

/** Makes a client of one registry. Sends nothing. Throws a TypeError if `baseUrl` is not an http(s) address. */
export function createClient(options: ClientOptions): Registry {
  const builders = requestBuilders(tokenSource(options.token));
  const settings = settingsOf(options);
  const invoke: Invoke = async (operationId, fields, callOptions, query) => {
    const build = builders.get(operationId);
    if (!build) throw new TypeError(`The contract has no operation ${operationId}`);
    return call(settings, { operationId, build, fields, options: callOptions, query });
  };
  const withResponse = answerMethods([...builders.keys()], invoke);
  const fetchPage = pageFetcher(invoke);
  return {
    ...bodyMethods(withResponse),
    withResponse,
    eachModel: (fields = {}, eachOptions = {}) => eachModel(fetchPage, fields, eachOptions),
    live: (liveOptions = {}) => openLive({ settings, builders }, liveOptions),
  };
}

function settingsOf(options: ClientOptions): CallSettings {
  return {
    baseUrl: baseOf(options.baseUrl),
    fetch: options.fetch ?? ((url, init) => globalThis.fetch(url, init)),
    timeoutMs: options.timeoutMs ?? 30_000,
    retries: options.retries ?? 2,
    retryDelayMs: options.retryDelayMs ?? 250,
    maxRetryDelayMs: options.maxRetryDelayMs ?? 30_000,
  };
}

// fetch refuses an address with a password in it, and its message would show the password.
function baseOf(baseUrl: string): string {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : undefined;
  const extra = url && url.username + url.password + url.search + url.hash;
  if (!url || extra !== '' || !/^https?:$/.test(url.protocol)) {
    throw new TypeError('baseUrl must be an http or https address without credentials, query and fragment');
  }
  return url.href.replace(/\/+$/, '');
}

function tokenSource(token: ClientOptions['token']): () => Promise<string> {
  return async () => (typeof token === 'function' ? await token() : (token ?? ''));
}
