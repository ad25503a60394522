import { isObject } from './json.js';
import { nameFault } from './model-name.js';

/** What is wrong with a value, or undefined. */
type Check = (value: unknown) => string | undefined;

/** What no text of the registry holds: U+0000, and half of a surrogate pair. */
const unstorable = /\0|\p{Cs}/u;

const text: Check = (value) =>
  typeof value === 'string' && value !== '' && [...value].length <= 255 && !unstorable.test(value)
    ? undefined
    : 'has to be text of 1 to 255 characters (quote it where it looks like a number)';

const name: Check = (value) => {
  const fault =
    typeof value === 'string' ? nameFault(value) : 'it is no text (quote what looks like a number)';
  return fault === undefined ? undefined : `can be no name: ${fault}`;
};

const providerId: Check = (value) =>
  typeof value === 'string' && /^(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}$/.test(value)
    ? undefined
    : 'has to be 1 to 100 of A-Z, a-z, 0-9, ".", "_" and "-"';

const cost: Check = (value) => {
  if (typeof value !== 'number' || !(value >= 0 && value <= 1e9)) {
    return 'has to be a number from 0 to 1000000000, in USD per 1M tokens';
  }
  // A number of at most 12 decimals is the nearest one to its text of 12 decimals.
  return Number(value.toFixed(12)) === value ? undefined : 'has to have at most 12 decimals';
};

const tokens: Check = (value) =>
  Number.isSafeInteger(value) && Number(value) >= 1 ? undefined : 'has to be a whole number of tokens';

const flag: Check = (value) => (value === 0 || value === 1 ? undefined : 'has to be 1, 0 or null');

const modelTypes = ['chat', 'embedding', 'image', 'audio', 'video', 'rerank', 'moderation'];
const modelType: Check = (value) =>
  typeof value === 'string' && modelTypes.includes(value)
    ? undefined
    : `has to be one of ${modelTypes.join(', ')}`;

const yesOrNo: Check = (value) => (typeof value === 'boolean' ? undefined : 'has to be true or false');
const object: Check = (value) => (isObject(value) ? undefined : 'has to be an object');

/** As many as the registry keeps for one model. */
export const mostParams = 100;
const params: Check = (value) => {
  if (!isObject(value)) return 'has to be an object';
  return Object.keys(value).length <= mostParams ? undefined : `has to have at most ${mostParams} parameters`;
};

/** The fields of a model in the order in which they are written. */
export const modelFields: Readonly<Record<string, Check>> = {
  model_name: name,
  display_name: text,
  base_model_name: name,
  upstream_model: text,
  provider_id: providerId,
  input_cost: cost,
  output_cost: cost,
  cache_hit_input_cost: cost,
  cache_creation_input_cost: cost,
  max_context_window: tokens,
  max_output_tokens: tokens,
  streaming_support: flag,
  function_call: flag,
  image_support: flag,
  model_type: modelType,
  is_called_by_custom_name: yesOrNo,
  supported_params_override: params,
};

export const costFields = [
  'input_cost',
  'output_cost',
  'cache_hit_input_cost',
  'cache_creation_input_cost',
] as const;

const secretOrReference: Check = (value) =>
  typeof value === 'string' && (value === '***' || /^(?:env|vault|k8s|aws-sm):/.test(value))
    ? undefined
    : 'has to be a reference (env:NAME, vault:path#field, k8s:namespace/secret#key, aws-sm:name) or "***", which keeps the stored one; a secret has no place in a file';

/** The fields of a provider in the order in which they are written. */
export const providerFields: Readonly<Record<string, Check>> = {
  provider_id: providerId,
  provider_name: text,
  api_key: secretOrReference,
  extra_kwargs: object,
};
