import { isObject } from './json.js';

/** What is wrong with a value, or undefined. */
type Check = (value: unknown) => string | undefined;

const text: Check = (value) =>
  typeof value === 'string' && value !== '' && [...value].length <= 255
    ? undefined
    : 'has to be text of 1 to 255 characters (quote it where it looks like a number)';

const cost: Check = (value) =>
  typeof value === 'number' && value >= 0 && value <= 1e9
    ? undefined
    : 'has to be a number from 0 to 1000000000, in USD per 1M tokens';

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

/** The fields of a model in the order in which they are written. */
export const modelFields: Readonly<Record<string, Check>> = {
  model_name: text,
  display_name: text,
  base_model_name: text,
  upstream_model: text,
  provider_id: text,
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
  supported_params_override: object,
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
  provider_id: text,
  provider_name: text,
  api_key: secretOrReference,
  extra_kwargs: object,
};
