import type { operations } from '@llm-registry/api-types';
import type { JsonText } from '../answers/json-text.js';
import type { Precondition } from '../answers/tag.js';
import type { PublicOperation } from '../auth/permissions.js';
import type { Principal } from '../auth/principal.js';
import type { Layers } from '../revisions/layers.js';

/** An operationId of the contract. */
export type OperationId = keyof operations;

type Given<P> = [P] extends [never] ? Record<never, never> : P;

type Parameters<Op extends OperationId, In extends 'path' | 'query'> = operations[Op]['parameters'] extends {
  [K in In]?: infer P;
}
  ? Given<Exclude<P, undefined>>
  : Record<never, never>;

type Body<Op extends OperationId> = operations[Op] extends {
  requestBody: { content: { 'application/json': infer B } };
}
  ? B
  : undefined;

/** A request that has passed authentication and validation: its parts have the contract's types. */
export interface Input<Op extends OperationId> {
  path: Parameters<Op, 'path'>;
  query: Parameters<Op, 'query'>;
  body: Body<Op>;
  /** Absolute base of links in the answer, without a slash at its end. */
  baseUrl: string;
  /** If-Match and If-None-Match: what the object has to be for the write to go on. */
  precondition: Precondition;
  /** Whether the client sent `If-None-Match: *`: create, never change. */
  createOnly: boolean;
}

/** What an operation that waits asks about its caller meanwhile and afterwards. */
export interface Presence {
  /** Makes a signal that aborts when the client goes away. */
  gone: () => AbortSignal;
  /**
   * Looks at the credential once more.
   * @throws unauthenticated, forbidden_role where it would not be let in now
   */
  confirm: () => Promise<void>;
}

/** What an authenticated operation knows about its caller. Operations without security get none. */
export interface Caller {
  principal: Principal;
  layers: Layers;
  presence: Presence;
}

type Success = 200 | 201 | 204;

type BodyOf<Response> = Response extends { content: { 'application/json': infer B } } ? B : undefined;

/** JSON text sent piece by piece, for answers of unbounded length. */
export interface JsonStream<T> {
  chunks: AsyncIterable<string>;
  /** For the compiler only: what the text is. */
  readonly of?: T;
}

/** A documented success answer: its status, its body as a value or as JSON text, and what goes into headers. */
export interface ReplyWith<Status extends number, B> {
  status: Status;
  body: B extends undefined ? undefined : B | JsonText<B> | JsonStream<B>;
  /** Validator; sent as `ETag` and compared with `If-None-Match` on reads. */
  tag?: string;
  /** The revision that a write made. */
  revision?: number;
  /** The one name of a model whose answer this is, and that of nothing else. */
  model?: string;
  headers?: Record<string, string>;
}

type Responses<Op extends OperationId> = operations[Op]['responses'];

/** The union of an operation's documented successes. Readiness may also answer its documented 503. */
export type Reply<Op extends OperationId> = {
  [Status in keyof Responses<Op> & (Success | (Op extends 'readiness' ? 503 : never))]: ReplyWith<
    Status,
    BodyOf<Responses<Op>[Status]>
  >;
}[keyof Responses<Op> & (Success | (Op extends 'readiness' ? 503 : never))];

/** One function per operationId. One that is missing, extra or of another type does not compile. */
export type Handlers = {
  [Op in OperationId]: (
    input: Input<Op>,
    ...caller: Op extends PublicOperation ? [] : [caller: Caller]
  ) => Promise<Reply<Op>>;
};
