import type { Model } from './contract.js';

/** What a model may be asked for: an ability, or a request parameter by its name in `supported_params`. */
export type Feature = 'tools' | 'streaming' | 'images' | (string & {});

export type Support = 'yes' | 'no' | 'unknown';

/** What a model says about its abilities: the part of it that `supports` reads. */
export type ModelAbilities = Pick<
  Model,
  'function_call' | 'streaming_support' | 'image_support' | 'supported_params'
>;

type FlagField = Exclude<keyof ModelAbilities, 'supported_params'>;

const FLAG_OF: ReadonlyMap<string, FlagField> = new Map([
  ['tools', 'function_call'],
  ['streaming', 'streaming_support'],
  ['images', 'image_support'],
]);

/** The parameter that an ability is asked for by. */
const PARAMETER_OF: ReadonlyMap<string, string> = new Map([['streaming', 'stream']]);

/**
 * Whether a model can do something. An ability is answered by its flag, or, where that is unknown, by the request
 * parameter that it is asked for by (`tools`, `stream`). A parameter with a descriptor is supported; one that is not
 * there is unknown, never a no.
 */
export function supports(model: ModelAbilities, feature: Feature): Support {
  const field = FLAG_OF.get(feature);
  const flag = field === undefined ? null : model[field];
  if (flag !== null) return flag === 1 ? 'yes' : 'no';
  return parameterSupport(model.supported_params, PARAMETER_OF.get(feature) ?? feature);
}

function parameterSupport(params: Model['supported_params'], name: string): Support {
  if (!Object.hasOwn(params, name)) return 'unknown';
  return params[name] === false ? 'no' : 'yes';
}
