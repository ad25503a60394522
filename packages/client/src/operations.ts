import type { OperationId, Operations } from './contract.js';

/** The header parameters of the contract under the names they have in a call's options. */
export const HEADER_OPTIONS = {
  If_Match: 'ifMatch',
  If_None_Match: 'ifNoneMatch',
  Registry_Min_Revision: 'minRevision',
} as const;

type HeaderOptions = typeof HEADER_OPTIONS;
type HeaderName = keyof HeaderOptions;

type Show<T> = { [K in keyof T]: T[K] };
type RequestOf<Id extends OperationId> = Operations[Id]['request'];
// The generator names the body after its schema, with a capital first; parameters have none, header names aside.
type BodyKey<R> = Exclude<Extract<keyof R, Capitalize<string & keyof R>>, HeaderName>;
type BodyFields<R> = [BodyKey<R>] extends [never] ? unknown : Omit<R[BodyKey<R>], ParameterKey<R>>;
type ParameterKey<R> = Exclude<keyof R, HeaderName | BodyKey<R>>;
type IsEmpty<T> = [keyof T] extends [never] ? true : false;

/** The fields of an operation's path, query and body in one flat object. */
export type FieldsOf<Id extends OperationId> =
  IsEmpty<RequestOf<Id>> extends true
    ? Record<never, never>
    : Show<Pick<RequestOf<Id>, ParameterKey<RequestOf<Id>>> & BodyFields<RequestOf<Id>>>;

/** What any call may say about itself. */
export interface CallOptions {
  /** Ends the call, also while it waits to try again. The call then rejects with the signal's reason, an AbortError by default. */
  signal?: AbortSignal | undefined;
  /** Milliseconds that each try may take, the reading of its answer included. Overrides the client's. */
  timeoutMs?: number | undefined;
  /** How often to try again after the first time. Overrides the client's. */
  retries?: number | undefined;
}

interface HeaderOptionTypes {
  /**
   * The `etag` of an answer, or `*`: the write happens only if the object still has it, else `RegistryProblem` 412.
   * An answer without one has `etag: null`; null is refused here (TypeError), so that no write loses its condition unseen.
   */
  ifMatch?: string | null | undefined;
  /** The `etag` of an earlier answer: 304 if nothing changed. For `upsertModel` `*`: create, never update. */
  ifNoneMatch?: string | null | undefined;
  /** The answer is never older than this revision, whichever server gives it. */
  minRevision?: number | null | undefined;
}

/** The options of an operation: those of any call, and the headers that this operation takes. */
export type OptionsOf<Id extends OperationId> = Show<
  CallOptions & Pick<HeaderOptionTypes, HeaderOptions[HeaderName & keyof RequestOf<Id>]>
>;

/** An answer of the registry with what came beside its body. */
export interface Answer<Body> {
  /** The HTTP status; `upsertModel` says 201 when it created and 200 when it updated. */
  readonly status: 200 | 201 | 204;
  readonly data: Body;
  /** The strong validator of what was answered, to send back as `ifMatch` or `ifNoneMatch`; null where there is none. */
  readonly etag: string | null;
  /** The organization's revision that this answer is not older than; null where the operation knows no organization. */
  readonly revision: number | null;
  /** All headers; in browsers those that the server exposes. `Link` and `X-Total-Count` of `listModels` are here. */
  readonly headers: AnswerHeaders;
}

/** The answer to `ifNoneMatch` while nothing changed. */
export interface NotModified {
  readonly status: 304;
  readonly data: undefined;
  readonly etag: string | null;
  readonly revision: number | null;
  readonly headers: AnswerHeaders;
}

/** The headers of an answer by name, whatever its case. */
export interface AnswerHeaders {
  get(name: string): string | null;
}

// Of the operations that take If-None-Match, the reads answer 304 and the writes do not; only reads take a revision.
type AnswersNotModified<Id extends OperationId> =
  | 'If_None_Match'
  | 'Registry_Min_Revision' extends keyof RequestOf<Id>
  ? true
  : false;

type OptionalFields<Fields, Options, Result> = (fields?: Fields, options?: Options) => Promise<Result>;
type RequiredFields<Fields, Options, Result> = (fields: Fields, options?: Options) => Promise<Result>;
interface ConditionalRead<Fields, Options, Result, Unchanged> {
  (fields: Fields, options?: Show<Omit<Options, 'ifNoneMatch'>>): Promise<Result>;
  (fields: Fields, options: Options): Promise<Result | Unchanged>;
}

interface ConditionalReadOfAll<Fields, Options, Result, Unchanged> {
  (fields?: Fields, options?: Show<Omit<Options, 'ifNoneMatch'>>): Promise<Result>;
  (fields: Fields, options: Options): Promise<Result | Unchanged>;
}

type ReadMethod<Fields, Options, Result, Unchanged> =
  Record<never, never> extends Fields
    ? ConditionalReadOfAll<Fields, Options, Result, Unchanged>
    : ConditionalRead<Fields, Options, Result, Unchanged>;

type Method<Id extends OperationId, Result, Unchanged> =
  AnswersNotModified<Id> extends true
    ? ReadMethod<FieldsOf<Id>, OptionsOf<Id>, Result, Unchanged>
    : Record<never, never> extends FieldsOf<Id>
      ? OptionalFields<FieldsOf<Id>, OptionsOf<Id>, Result>
      : RequiredFields<FieldsOf<Id>, OptionsOf<Id>, Result>;

/** One method for each operationId, answering the body; a read with `ifNoneMatch` answers undefined while nothing changed. */
export type BodyMethods = { [Id in keyof Operations]: Method<Id, Operations[Id]['body'], undefined> };

/** The same methods answering status, ETag and revision beside the body. */
export type AnswerMethods = {
  [Id in keyof Operations]: Method<Id, Answer<Operations[Id]['body']>, NotModified>;
};
