/** A typed client of LLM Registry: `createClient({ baseUrl, token })`, then one method for each operation. */
export type * from './contract.js';
export { type ClientOptions, createClient, type Registry } from './create-client.js';
export type { EachModelFields, EachModelOptions } from './each-model.js';
export type { Fetch, FetchAnswer } from './fetch.js';
export type {
  Answer,
  AnswerHeaders,
  AnswerMethods,
  BodyMethods,
  CallOptions,
  FieldsOf,
  NotModified,
  OptionsOf,
} from './operations.js';
export { type CallHistory, type ProblemCode, type ProblemFacts, RegistryProblem } from './problem.js';
export { RegistryUnreachable, type SilenceFacts } from './unreachable.js';
