/** All that the rest of this package knows of the generated code. Nothing else imports it. */
import * as apis from './generated/apis/index.js';
import type {
  Model,
  ModelDefinition,
  ModelPage,
  ModelReplacement,
  Provider,
} from './generated/models/index.js';
import { Configuration, querystring, type RequestOpts, RequiredError } from './generated/runtime.js';

export type * from './generated/models/index.js';

// The generator writes these schemas in place instead of naming them.
/** A model's name: case-sensitive, kept byte for byte. */
export type ModelName = Model['model_name'];
/** A provider's id, case-sensitive. */
export type ProviderId = Provider['provider_id'];
/** A text for people or for a provider, 1 to 255 code points. */
export type Label = NonNullable<ModelDefinition['display_name']>;
/** USD per 1,000,000 tokens; 0 is free, null is unknown. */
export type Cost = Model['input_cost'];
/** A number of tokens; null is unknown. */
export type TokenWindow = Model['max_context_window'];
/** What each request parameter takes. One that is not there is unknown. */
export type SupportedParams = Model['supported_params'];
/** Parameters that replace the inherited ones, key by key; null takes one out of the override. */
export type SupportedParamsOverride = NonNullable<ModelReplacement['supported_params_override']>;
/** Field to condition; conditions are combined with AND and apply to effective values. */
export type Filters = ModelPage['current_filters'];

type Intersection<U> = (U extends unknown ? (member: U) => void : never) extends (all: infer I) => void
  ? I
  : never;
type Api = Intersection<InstanceType<(typeof apis)[keyof typeof apis]>>;
type Builder<K> = `${K & string}RequestOpts`;
type RequestOf<T> = T extends (parameters: infer R) => unknown ? NonNullable<R> : never;
type BodyOf<T> = T extends (...parameters: never[]) => Promise<infer B> ? B : never;

/** Every operation of the contract by operationId: what the generator takes for it and what it answers. */
export type Operations = {
  [K in keyof Api as Builder<K> extends keyof Api ? K : never]: {
    request: Builder<K> extends keyof Api ? RequestOf<Api[Builder<K>]> : never;
    body: BodyOf<Api[K]>;
  };
};
export type OperationId = keyof Operations;

/** LiteLLM's cost map: models by the name that LiteLLM gives them. */
export type LitellmPrices = Operations['getLitellmPrices']['body'];
/** The catalog in the shape of models.dev: providers by id. */
export type ModelsDevCatalog = Operations['getModelsDevCatalog']['body'];

/** Makes the request of one operation from the generator's parameters; nothing is sent. */
export type RequestBuilder = (parameters: object) => Promise<RequestOpts>;

const SUFFIX = 'RequestOpts';

/**
 * The builders of all operations, by operationId, as the generated classes have them: an operation that is new in the
 * contract is here without a line of code. `token` is asked for by those operations only that need a credential.
 */
export function requestBuilders(token: () => Promise<string>): Map<string, RequestBuilder> {
  const configuration = new Configuration({ basePath: '', accessToken: token });
  return new Map(Object.values(apis).flatMap((Api) => buildersOf(new Api(configuration))));
}

function buildersOf(api: object): [string, RequestBuilder][] {
  return Object.getOwnPropertyNames(Object.getPrototypeOf(api))
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => {
      const build: RequestBuilder = Reflect.get(api, name);
      return [name.slice(0, -SUFFIX.length), (parameters) => build.call(api, parameters)];
    });
}

/** The query of a request as the generator writes it, with its question mark, or nothing. */
export function queryOf(request: RequestOpts): string {
  const query = querystring(request.query ?? {});
  return query === '' ? '' : `?${query}`;
}

/** The parameter that the generated code missed, if that is what it threw. */
export function missingParameter(error: unknown): string | undefined {
  return error instanceof RequiredError ? error.field : undefined;
}
