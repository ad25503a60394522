import type {
  FieldError,
  ModelDefinition,
  ModelPatch,
  ModelReplacement,
  SupportedParam,
} from '@llm-registry/api-types';
import { errors } from '../errors.js';

/** What is set on a model itself. A field that is absent is inherited, or has its default. */
export type Definition = Partial<Omit<ModelDefinition, 'model_name'>>;

/** The body of a PUT, PATCH or POST. All three have the same fields. */
export type ModelBody = ModelReplacement | ModelPatch;

export const costFields = [
  'input_cost',
  'output_cost',
  'cache_hit_input_cost',
  'cache_creation_input_cost',
] as const;
const windowFields = ['max_context_window', 'max_output_tokens'] as const;
const flagFields = ['streaming_support', 'function_call', 'image_support'] as const;

/** In the order in which a definition is stored and answered. */
const scalarFields = [
  'display_name',
  'base_model_name',
  'upstream_model',
  'provider_id',
  ...costFields,
  ...windowFields,
  ...flagFields,
  'model_type',
  'is_called_by_custom_name',
] as const;

const overrideLimits = { params: 100, bytes: 64 * 1024 };

type Override = { [param: string]: SupportedParam };

/** The provider as the body gives it in either spelling: undefined keeps, null clears. */
function providerOf({ provider_id: id, custom_provider_id: custom }: ModelBody): string | null | undefined {
  return id === undefined ? custom : id;
}

/** The spelling of the provider's field that a body uses, for an error to point at. */
export function providerPointer(body: ModelBody): string {
  return body.provider_id === undefined && body.custom_provider_id !== undefined
    ? '/body/custom_provider_id'
    : '/body/provider_id';
}

/**
 * Checks what the contract's schema cannot say of a body by itself.
 * @param pathName the name in the path, which a name in the body has to equal
 * @throws invalid_request when the names, or the two spellings of the provider, differ
 */
export function assertBody(body: ModelBody, pathName: string | undefined): void {
  const { model_name: name, provider_id: id, custom_provider_id: custom } = body;
  if (name !== undefined && pathName !== undefined && name !== pathName) {
    throw errors.invalidField(
      '/body/model_name',
      'differs from the name in the path, which is the identity; leave it out',
    );
  }
  if (id !== undefined && custom !== undefined && id !== custom) {
    throw errors.invalidField(
      '/body/custom_provider_id',
      'is another spelling of provider_id and has to be equal to it',
    );
  }
}

function without<T>(members: { [name: string]: T | null }): { [name: string]: T } {
  const kept = Object.entries(members).filter((entry): entry is [string, T] => entry[1] !== null);
  return Object.fromEntries(kept);
}

/** Merges an override key by key: a parameter's value is replaced whole, null removes it (RFC 7396, one level deep). */
function mergedOverride(
  stored: Override | undefined,
  patch: ModelBody['supported_params_override'],
): Override | undefined {
  if (patch === undefined) return stored;
  if (patch === null) return undefined;
  return without({ ...stored, ...patch });
}

function overrideFaults(override: Override | undefined): FieldError[] {
  if (override === undefined) return [];
  const pointer = '/body/supported_params_override';
  const faults: FieldError[] = [];
  if (Object.keys(override).length > overrideLimits.params) {
    faults.push({ pointer, detail: `would hold more than ${overrideLimits.params} parameters` });
  }
  if (Buffer.byteLength(JSON.stringify(override)) > overrideLimits.bytes) {
    faults.push({ pointer, detail: 'would be larger than 64 KiB' });
  }
  return faults;
}

/** Drops what is absent or null, puts fields in their order and turns -0 into 0, as JSON does. */
function normalized(
  fields: { [field in keyof Definition]: Definition[field] | null | undefined },
): Definition {
  const entries = [...scalarFields, 'supported_params_override' as const]
    .map((field) => [field, fields[field]] as const)
    .filter(([, value]) => value !== undefined && value !== null);
  return JSON.parse(JSON.stringify(Object.fromEntries(entries)));
}

function checked(definition: Definition): Definition {
  const faults = overrideFaults(definition.supported_params_override);
  if (faults.length > 0) throw errors.invalidRequest(faults);
  return definition;
}

/** The definition that a PUT leaves: what the body sets and nothing else. */
export function replacementDefinition(body: ModelReplacement): Definition {
  return patchedDefinition({}, body);
}

/**
 * The definition that a merge patch (RFC 7396) leaves: absent keeps, null clears, a value sets.
 * @throws invalid_request when the override grows too large
 */
export function patchedDefinition(stored: Definition, body: ModelBody): Definition {
  const given = Object.fromEntries(
    scalarFields.filter((field) => body[field] !== undefined).map((field) => [field, body[field]]),
  );
  const provider = providerOf(body);
  return checked(
    normalized({
      ...stored,
      ...given,
      ...(provider === undefined ? {} : { provider_id: provider }),
      supported_params_override: mergedOverride(
        stored.supported_params_override,
        body.supported_params_override,
      ),
    }),
  );
}

/** What is stored of a model; nothing of a shipped one. */
export function parseDefinition(text: string | null): Definition {
  return text === null ? {} : JSON.parse(text);
}
