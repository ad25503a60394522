import type { Model } from '@llm-registry/api-types';

type Flag = Model['function_call'];

/** A flag as other formats have it; undefined, which is left out of JSON, where it is unknown. */
export function told(flag: Flag): boolean | undefined {
  return flag === null ? undefined : flag === 1;
}

/** Whether a model takes a request parameter: one with a descriptor is taken, one that is not there is unknown. */
export function takes({ supported_params }: Model, name: string): boolean | undefined {
  if (!Object.hasOwn(supported_params, name)) return undefined;
  return supported_params[name] !== false;
}

/** Whether a model calls tools: what its flag says or, where that is unknown, its parameters. */
export const callsTools = (model: Model): boolean | undefined =>
  told(model.function_call) ?? takes(model, 'tools');

/** Whether a model reasons, as far as its parameters tell. */
export const reasons = (model: Model): boolean | undefined =>
  takes(model, 'reasoning') ?? takes(model, 'reasoning_effort');
