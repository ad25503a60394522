/** A typed client of LLM Registry: `createClient({ baseUrl, token })`, then one method for each operation. */
export type * from './contract.js';
export {
  type CallCost,
  type CostField,
  type CostLine,
  costOf,
  type ModelPrice,
  type PricedCall,
  type UnpricedCall,
} from './cost/cost-of.js';
export type { TokenUsage } from './cost/token-usage.js';
export { type ClientOptions, createClient, type Registry } from './create-client.js';
export type { EachModelFields, EachModelOptions } from './each-model.js';
export type { Fetch, FetchAnswer } from './fetch.js';
export type {
  LiveEvents,
  LiveModels,
  LiveOptions,
  LiveState,
  LiveTrouble,
} from './live/live-models.js';
export type { LiveChange } from './live/model-index.js';
export type { SnapshotStore } from './live/snapshot-store.js';
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
export { type Feature, type ModelAbilities, type Support, supports } from './supports.js';
export { RegistryUnreachable, type SilenceFacts } from './unreachable.js';
export { usageOf } from './usage/usage-of.js';
