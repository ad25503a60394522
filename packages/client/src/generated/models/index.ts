// Made by "npm run generate" from openapi.yaml. Do not edit.
/* tslint:disable */
/* eslint-disable */
/**
 * 
 * @export
 * @interface ApiKey
 */
export interface ApiKey {
    /**
     * 
     */
    id: string;
    /**
     * 
     */
    name: string;
    /**
     * 
     */
    role: Role;
    /**
     * Null means never.
     */
    expires_at: string | null;
    /**
     * 
     */
    created_at: string;
    /**
     * Written at most once a minute; null means never used.
     */
    last_used_at: string | null;
}


/**
 * 
 * @export
 * @interface ApiKeyCreation
 */
export interface ApiKeyCreation {
    /**
     * 
     */
    name: string;
    /**
     * 
     */
    role: Role;
    /**
     * In the future; null means never.
     */
    expires_at?: string | null;
}



/**
 * Which shipped models the organization answers: `listed`, all of them, or `base_only`, none of them by name, in lists, counts
 * and lookups, while its own models can still inherit from them.
 * 
 * @export
 */
export const CatalogVisibility = {
    listed: 'listed',
    base_only: 'base_only',
} as const;
export type CatalogVisibility = typeof CatalogVisibility[keyof typeof CatalogVisibility];

/**
 * 
 * @export
 * @interface ChangePage
 */
export interface ChangePage {
    /**
     * The organization's revision; with `has_more` false nothing up to it is missing.
     */
    revision: number;
    /**
     * 
     */
    changes: Array<ModelChange>;
    /**
     * Where the next request goes on.
     */
    cursor: string;
    /**
     * Whether more changes are there already.
     */
    has_more: boolean;
}
/**
 * 
 * @export
 * @interface CreatedApiKey
 */
export interface CreatedApiKey {
    /**
     * 
     */
    id: string;
    /**
     * 
     */
    name: string;
    /**
     * 
     */
    role: Role;
    /**
     * Null means never.
     */
    expires_at: string | null;
    /**
     * 
     */
    created_at: string;
    /**
     * Null; a new key was never used.
     */
    last_used_at: string | null;
    /**
     * The whole key. It is never shown again.
     */
    api_key: string;
}



/**
 * Stable; a program may compare it.
 * @export
 */
export const ErrorCode = {
    malformed_url: 'malformed_url',
    invalid_request: 'invalid_request',
    invalid_body: 'invalid_body',
    invalid_cursor: 'invalid_cursor',
    unknown_base: 'unknown_base',
    unknown_provider: 'unknown_provider',
    inheritance_cycle: 'inheritance_cycle',
    chain_too_long: 'chain_too_long',
    unauthenticated: 'unauthenticated',
    forbidden_role: 'forbidden_role',
    catalog_read_only: 'catalog_read_only',
    route_not_found: 'route_not_found',
    model_not_found: 'model_not_found',
    provider_not_found: 'provider_not_found',
    key_not_found: 'key_not_found',
    method_not_allowed: 'method_not_allowed',
    snapshot_needed: 'snapshot_needed',
    model_in_use: 'model_in_use',
    too_many_dependents: 'too_many_dependents',
    provider_exists: 'provider_exists',
    provider_in_use: 'provider_in_use',
    precondition_failed: 'precondition_failed',
    payload_too_large: 'payload_too_large',
    unsupported_media_type: 'unsupported_media_type',
    rate_limited: 'rate_limited',
    internal_error: 'internal_error',
    database_unavailable: 'database_unavailable',
    revision_not_reached: 'revision_not_reached',
    identity_provider_unavailable: 'identity_provider_unavailable',
    storage_full: 'storage_full',
} as const;
export type ErrorCode = typeof ErrorCode[keyof typeof ErrorCode];

/**
 * 
 * @export
 * @interface ExplainedField
 */
export interface ExplainedField {
    /**
     * The effective value.
     */
    value: any | null;
    /**
     * `own`: set on this model; `base`: set on another model of the organization; `shipped`: from the shipped catalog;
     * `default`: nobody set it; `computed`: derived by a rule.
     * 
     */
    from: ExplainedFieldFromEnum;
    /**
     * The model it was set on; null for `default` and `computed`.
     */
    model_name: string | null;
}


/**
 * @export
 */
export const ExplainedFieldFromEnum = {
    own: 'own',
    base: 'base',
    shipped: 'shipped',
    default: 'default',
    computed: 'computed',
} as const;
export type ExplainedFieldFromEnum = typeof ExplainedFieldFromEnum[keyof typeof ExplainedFieldFromEnum];

/**
 * 
 * @export
 * @interface Explanation
 */
export interface Explanation {
    /**
     * 
     */
    model_name: string;
    /**
     * From this model to its root.
     */
    chain: Array<string>;
    /**
     * One entry for each field of the model's answer.
     */
    fields: { [key: string]: ExplainedField; };
}
/**
 * 
 * @export
 * @interface FieldError
 */
export interface FieldError {
    /**
     * A JSON Pointer (RFC 6901) that begins with `/body`, `/query`, `/path` or `/headers`.
     */
    pointer: string;
    /**
     * 
     */
    detail: string;
}
/**
 * 
 * @export
 * @interface FilterCondition
 */
export interface FilterCondition {
    /**
     * 
     */
    operator?: FilterOperator;
    /**
     * 
     */
    value: Array<FilterConditionValueInner>;
}


/**
 * @type FilterConditionValueInner
 * 
 * @export
 */
export type FilterConditionValueInner = boolean | number | string;

/**
 * Empty means equal. `iexact`, `contains`, `icontains`, `startswith`, `endswith` are for text; `lt`, `lte`, `gt`, `gte`
 * for numbers, dates and text; `in` takes 1 to 100 values; `isnull` takes `[true]` or `[false]`; `not` is not equal.
 * 
 * @export
 */
export const FilterOperator = {
    empty: '',
    iexact: 'iexact',
    lt: 'lt',
    lte: 'lte',
    gt: 'gt',
    gte: 'gte',
    contains: 'contains',
    icontains: 'icontains',
    startswith: 'startswith',
    endswith: 'endswith',
    in: 'in',
    isnull: 'isnull',
    not: 'not',
} as const;
export type FilterOperator = typeof FilterOperator[keyof typeof FilterOperator];

/**
 * 
 * @export
 * @interface FilterRequest
 */
export interface FilterRequest {
    /**
     * Field to condition; conditions are combined with AND and apply to effective values.
     */
    filters?: { [key: string]: FilterCondition; };
    /**
     * Accepted and ignored.
     */
    is_exporting?: boolean;
}

/**
 * 1 is yes, 0 is no, null is unknown.
 * @export
 */
export const Flag = {
    NUMBER_1: 1,
    NUMBER_0: 0,
} as const;
export type Flag = typeof Flag[keyof typeof Flag];

/**
 * 
 * @export
 * @interface Health
 */
export interface Health {
    /**
     * 
     */
    status: HealthStatusEnum;
}


/**
 * @export
 */
export const HealthStatusEnum = {
    ok: 'ok',
} as const;
export type HealthStatusEnum = typeof HealthStatusEnum[keyof typeof HealthStatusEnum];

/**
 * An entry of LiteLLM's cost map. What is unknown is left out. Each cost may come again with a suffix such as
 * `_above_200k_tokens`, for requests with a longer input than that. A price is left out too where it depends on the hour,
 * on anything but tokens, or is unknown for some length of input: a flat one would be wrong.
 * 
 * @export
 * @interface LitellmPrice
 */
export interface LitellmPrice {
    [key: string]: any | any;
    /**
     * LiteLLM's name of the provider; left out where it has none, and then the entry serves calls of any provider.
     */
    litellm_provider?: string;
    /**
     * Left out for audio: LiteLLM tells speech from transcription, the registry does not.
     */
    mode?: LitellmPriceModeEnum;
    /**
     * USD per token.
     */
    input_cost_per_token?: number;
    /**
     * USD per token.
     */
    output_cost_per_token?: number;
    /**
     * USD per token.
     */
    cache_read_input_token_cost?: number;
    /**
     * USD per token.
     */
    cache_creation_input_token_cost?: number;
    /**
     * 
     */
    max_input_tokens?: number;
    /**
     * 
     */
    max_output_tokens?: number;
    /**
     * 
     */
    max_tokens?: number;
    /**
     * 
     */
    supports_function_calling?: boolean;
    /**
     * 
     */
    supports_tool_choice?: boolean;
    /**
     * 
     */
    supports_parallel_function_calling?: boolean;
    /**
     * 
     */
    supports_response_schema?: boolean;
    /**
     * 
     */
    supports_reasoning?: boolean;
    /**
     * 
     */
    supports_vision?: boolean;
    /**
     * 
     */
    supports_native_streaming?: boolean;
}


/**
 * @export
 */
export const LitellmPriceModeEnum = {
    chat: 'chat',
    embedding: 'embedding',
    image_generation: 'image_generation',
    video_generation: 'video_generation',
    rerank: 'rerank',
    moderation: 'moderation',
} as const;
export type LitellmPriceModeEnum = typeof LitellmPriceModeEnum[keyof typeof LitellmPriceModeEnum];

/**
 * 
 * @export
 * @interface LookupRequest
 */
export interface LookupRequest {
    /**
     * 
     */
    model_names: Array<string>;
}
/**
 * 
 * @export
 * @interface LookupResult
 */
export interface LookupResult {
    /**
     * One entry for each name as it was asked; null where the name means nothing.
     */
    results: { [key: string]: Model | null; };
}
/**
 * An effective model. Every key is always there; null means unknown.
 * @export
 * @interface Model
 */
export interface Model {
    /**
     * Equal to `model_name`.
     */
    id: string;
    /**
     * The name that was asked for or, for an alias, the name it means.
     */
    model_name: string;
    /**
     * For people; the name itself where none was given. Not inherited.
     */
    display_name: string;
    /**
     * The model that this one inherits from; null for a root.
     */
    base_model_name: string | null;
    /**
     * Other names that mean this shipped model.
     */
    aliases: Array<string>;
    /**
     * What to put in the `model` field of a request to the provider.
     */
    upstream_model: string | null;
    /**
     * `built_in` ships with the registry, `custom` is the organization's own.
     */
    affiliation_category: ModelAffiliationCategoryEnum;
    /**
     * Whether the provider knows the model by this very name.
     */
    is_called_by_custom_name: boolean;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    input_cost: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    output_cost: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    cache_hit_input_cost: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    cache_creation_input_cost: number | null;
    /**
     * Prices of long requests; null where the price does not depend on length. Inherited only while the model sets no cost of its own.
     */
    price_tiers: Array<PriceTier> | null;
    /**
     * Why the flat costs are not the whole price; empty where they are.
     */
    price_conditions: Array<PriceCondition>;
    /**
     * A number of tokens; null is unknown.
     */
    max_context_window: number | null;
    /**
     * A number of tokens; null is unknown.
     */
    max_output_tokens: number | null;
    /**
     * 
     */
    streaming_support: Flag | null;
    /**
     * 
     */
    function_call: Flag | null;
    /**
     * 
     */
    image_support: Flag | null;
    /**
     * `hardcoded` is from the shipped catalog, `db` from the organization.
     */
    source: ModelSourceEnum;
    /**
     * 
     */
    model_type: ModelType;
    /**
     * What each request parameter takes - true, false, or a descriptor such as `{type, default, min, max}`. A parameter that is not there is unknown.
     */
    supported_params: { [key: string]: SupportedParam; };
    /**
     * 
     */
    throughput: Throughput | null;
    /**
     * 
     */
    provenance: Provenance | null;
    /**
     * Null for shipped models.
     */
    created_at: string | null;
    /**
     * When its own definition last changed; null for shipped models.
     */
    updated_at: string | null;
    /**
     * 
     */
    provider: ModelProvider | null;
}


/**
 * @export
 */
export const ModelAffiliationCategoryEnum = {
    built_in: 'built_in',
    custom: 'custom',
} as const;
export type ModelAffiliationCategoryEnum = typeof ModelAffiliationCategoryEnum[keyof typeof ModelAffiliationCategoryEnum];

/**
 * @export
 */
export const ModelSourceEnum = {
    hardcoded: 'hardcoded',
    db: 'db',
} as const;
export type ModelSourceEnum = typeof ModelSourceEnum[keyof typeof ModelSourceEnum];

/**
 * 
 * @export
 * @interface ModelChange
 */
export interface ModelChange {
    /**
     * The last revision that changed the answer.
     */
    revision: number;
    /**
     * What was done: the operationId of the write, or `moveToCatalog`. Of another model or a provider where the answer changed through it.
     */
    operation: string;
    /**
     * When it was done.
     */
    at: string;
    /**
     * Who did it (`key:<id>`, `jwt:<subject>`, `operator` or `server`); only editors and admins see it.
     */
    principal?: string | null;
    /**
     * The name whose answer changed.
     */
    name: string;
    /**
     * What GET of the name answers now; null where it answers 404. Where that is a model of another name, the name is an
     * alias of it now: a copy that follows `aliases` keeps nothing under it.
     * 
     */
    model: Model | null;
}
/**
 * The stored fields of a custom model; what is absent is inherited. PUT of it changes nothing.
 * @export
 * @interface ModelDefinition
 */
export interface ModelDefinition {
    /**
     * A model's name: 1 to 255 code points, case-sensitive, kept byte for byte. No control characters, no leading or trailing
     * space or slash, no empty, `.` or `..` segment, and not `list`, `summary` or `public`.
     * 
     */
    model_name: string;
    /**
     * 
     */
    display_name?: string;
    /**
     * A model's name: 1 to 255 code points, case-sensitive, kept byte for byte. No control characters, no leading or trailing
     * space or slash, no empty, `.` or `..` segment, and not `list`, `summary` or `public`.
     * 
     */
    base_model_name?: string;
    /**
     * 
     */
    upstream_model?: string;
    /**
     * A provider's id, case-sensitive; not `.` or `..`, which no URL can carry.
     */
    provider_id?: string;
    /**
     * USD per 1,000,000 tokens.
     */
    input_cost?: number;
    /**
     * USD per 1,000,000 tokens.
     */
    output_cost?: number;
    /**
     * USD per 1,000,000 tokens.
     */
    cache_hit_input_cost?: number;
    /**
     * USD per 1,000,000 tokens.
     */
    cache_creation_input_cost?: number;
    /**
     * Tokens.
     */
    max_context_window?: number;
    /**
     * Tokens.
     */
    max_output_tokens?: number;
    /**
     * 
     */
    streaming_support?: ModelDefinitionStreamingSupportEnum;
    /**
     * 
     */
    function_call?: ModelDefinitionFunctionCallEnum;
    /**
     * 
     */
    image_support?: ModelDefinitionImageSupportEnum;
    /**
     * 
     */
    model_type?: ModelType;
    /**
     * 
     */
    is_called_by_custom_name?: boolean;
    /**
     * What each request parameter takes - true, false, or a descriptor such as `{type, default, min, max}`. A parameter that is not there is unknown.
     */
    supported_params_override?: { [key: string]: SupportedParam; };
}


/**
 * @export
 */
export const ModelDefinitionStreamingSupportEnum = {
    NUMBER_1: 1,
    NUMBER_0: 0,
} as const;
export type ModelDefinitionStreamingSupportEnum = typeof ModelDefinitionStreamingSupportEnum[keyof typeof ModelDefinitionStreamingSupportEnum];

/**
 * @export
 */
export const ModelDefinitionFunctionCallEnum = {
    NUMBER_1: 1,
    NUMBER_0: 0,
} as const;
export type ModelDefinitionFunctionCallEnum = typeof ModelDefinitionFunctionCallEnum[keyof typeof ModelDefinitionFunctionCallEnum];

/**
 * @export
 */
export const ModelDefinitionImageSupportEnum = {
    NUMBER_1: 1,
    NUMBER_0: 0,
} as const;
export type ModelDefinitionImageSupportEnum = typeof ModelDefinitionImageSupportEnum[keyof typeof ModelDefinitionImageSupportEnum];

/**
 * 
 * @export
 * @interface ModelPage
 */
export interface ModelPage {
    /**
     * Matching models in all.
     */
    count: number;
    /**
     * There where a filtered count stopped at 10,000.
     */
    count_is_lower_bound?: ModelPageCountIsLowerBoundEnum;
    /**
     * The next page; null on the last one.
     */
    next: string | null;
    /**
     * The previous page; null on the first one.
     */
    previous: string | null;
    /**
     * 
     */
    results: Array<Model>;
    /**
     * Field to condition; conditions are combined with AND and apply to effective values.
     */
    current_filters: { [key: string]: FilterCondition; };
}


/**
 * @export
 */
export const ModelPageCountIsLowerBoundEnum = {
    true: true,
} as const;
export type ModelPageCountIsLowerBoundEnum = typeof ModelPageCountIsLowerBoundEnum[keyof typeof ModelPageCountIsLowerBoundEnum];

/**
 * A JSON Merge Patch (RFC 7396). Absent keeps, null clears back to inherited, a value sets.
 * @export
 * @interface ModelPatch
 */
export interface ModelPatch {
    /**
     * The identity. In PUT and PATCH, if given, equal to the name in the path.
     */
    model_name?: string;
    /**
     * For people. Not inherited.
     */
    display_name?: string | null;
    /**
     * The name or alias of the model to inherit from; null means none or, for the shadow of a shipped model, that model.
     */
    base_model_name?: string | null;
    /**
     * What to put in the `model` field of a request to the provider.
     */
    upstream_model?: string | null;
    /**
     * Who serves the model; null means inherited.
     */
    provider_id?: string | null;
    /**
     * Another spelling of `provider_id`; if both are given they are equal.
     */
    custom_provider_id?: string | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    input_cost?: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    output_cost?: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    cache_hit_input_cost?: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    cache_creation_input_cost?: number | null;
    /**
     * A number of tokens; null is unknown.
     */
    max_context_window?: number | null;
    /**
     * A number of tokens; null is unknown.
     */
    max_output_tokens?: number | null;
    /**
     * 
     */
    streaming_support?: Flag | null;
    /**
     * 
     */
    function_call?: Flag | null;
    /**
     * 
     */
    image_support?: Flag | null;
    /**
     * 
     */
    model_type?: ModelType | null;
    /**
     * Whether the provider knows the model by this very name; null means the default: true without a base or with a provider of its own.
     */
    is_called_by_custom_name?: boolean | null;
    /**
     * Parameters that replace the inherited ones, key by key; null takes a parameter out of the override. At most 100 parameters and 64 KiB.
     */
    supported_params_override?: { [key: string]: SupportedParam | null; } | null;
}


/**
 * Who serves the model, as GET of the provider answers it. The role `public` sees only `id`, `provider_id` and `provider_name`.
 * @export
 * @interface ModelProvider
 */
export interface ModelProvider {
    /**
     * Equal to `provider_id`.
     */
    id: string;
    /**
     * 
     */
    provider_id: string;
    /**
     * 
     */
    provider_name: string;
    /**
     * Settings such as `base_url`, `timeout`, `headers`.
     */
    extra_kwargs?: { [key: string]: any; };
    /**
     * Whether a key or a reference to one is stored.
     */
    has_api_key?: boolean;
    /**
     * A keyed fingerprint of the stored key, to compare keys without seeing them; null without a key or with a reference.
     */
    api_key_fingerprint?: string | null;
    /**
     * Where the key is, as given (`env:NAME`, `vault:path#field`, …); null where there is none.
     */
    api_key_reference?: string | null;
    /**
     * False where a stored secret cannot be decrypted with the configured keys.
     */
    secrets_readable?: boolean;
    /**
     * Null for shipped providers.
     */
    created_at?: string | null;
    /**
     * Null for shipped providers.
     */
    updated_at?: string | null;
}
/**
 * What a custom model is to be. Absent and null both mean inherited, or the default.
 * @export
 * @interface ModelReplacement
 */
export interface ModelReplacement {
    /**
     * The identity. In PUT and PATCH, if given, equal to the name in the path.
     */
    model_name?: string;
    /**
     * For people. Not inherited.
     */
    display_name?: string | null;
    /**
     * The name or alias of the model to inherit from; null means none or, for the shadow of a shipped model, that model.
     */
    base_model_name?: string | null;
    /**
     * What to put in the `model` field of a request to the provider.
     */
    upstream_model?: string | null;
    /**
     * Who serves the model; null means inherited.
     */
    provider_id?: string | null;
    /**
     * Another spelling of `provider_id`; if both are given they are equal.
     */
    custom_provider_id?: string | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    input_cost?: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    output_cost?: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    cache_hit_input_cost?: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    cache_creation_input_cost?: number | null;
    /**
     * A number of tokens; null is unknown.
     */
    max_context_window?: number | null;
    /**
     * A number of tokens; null is unknown.
     */
    max_output_tokens?: number | null;
    /**
     * 
     */
    streaming_support?: Flag | null;
    /**
     * 
     */
    function_call?: Flag | null;
    /**
     * 
     */
    image_support?: Flag | null;
    /**
     * 
     */
    model_type?: ModelType | null;
    /**
     * Whether the provider knows the model by this very name; null means the default: true without a base or with a provider of its own.
     */
    is_called_by_custom_name?: boolean | null;
    /**
     * Parameters that replace the inherited ones, key by key; null takes a parameter out of the override. At most 100 parameters and 64 KiB.
     */
    supported_params_override?: { [key: string]: SupportedParam | null; } | null;
}



/**
 * 
 * @export
 */
export const ModelType = {
    chat: 'chat',
    embedding: 'embedding',
    image: 'image',
    audio: 'audio',
    video: 'video',
    rerank: 'rerank',
    moderation: 'moderation',
} as const;
export type ModelType = typeof ModelType[keyof typeof ModelType];

/**
 * A custom model to create, or to update with the meaning of a merge patch.
 * @export
 * @interface ModelUpsert
 */
export interface ModelUpsert {
    /**
     * The identity. In PUT and PATCH, if given, equal to the name in the path.
     */
    model_name: string;
    /**
     * For people. Not inherited.
     */
    display_name?: string | null;
    /**
     * The name or alias of the model to inherit from; null means none or, for the shadow of a shipped model, that model.
     */
    base_model_name?: string | null;
    /**
     * What to put in the `model` field of a request to the provider.
     */
    upstream_model?: string | null;
    /**
     * Who serves the model; null means inherited.
     */
    provider_id?: string | null;
    /**
     * Another spelling of `provider_id`; if both are given they are equal.
     */
    custom_provider_id?: string | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    input_cost?: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    output_cost?: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    cache_hit_input_cost?: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    cache_creation_input_cost?: number | null;
    /**
     * A number of tokens; null is unknown.
     */
    max_context_window?: number | null;
    /**
     * A number of tokens; null is unknown.
     */
    max_output_tokens?: number | null;
    /**
     * 
     */
    streaming_support?: Flag | null;
    /**
     * 
     */
    function_call?: Flag | null;
    /**
     * 
     */
    image_support?: Flag | null;
    /**
     * 
     */
    model_type?: ModelType | null;
    /**
     * Whether the provider knows the model by this very name; null means the default: true without a base or with a provider of its own.
     */
    is_called_by_custom_name?: boolean | null;
    /**
     * Parameters that replace the inherited ones, key by key; null takes a parameter out of the override. At most 100 parameters and 64 KiB.
     */
    supported_params_override?: { [key: string]: SupportedParam | null; } | null;
}


/**
 * USD per 1,000,000 tokens. There is none unless both input and output are known.
 * @export
 * @interface ModelsDevCost
 */
export interface ModelsDevCost {
    /**
     * 
     */
    input: number;
    /**
     * 
     */
    output: number;
    /**
     * 
     */
    cache_read?: number;
    /**
     * 
     */
    cache_write?: number;
    /**
     * 
     */
    tiers?: Array<ModelsDevTier>;
}
/**
 * 
 * @export
 * @interface ModelsDevLimit
 */
export interface ModelsDevLimit {
    /**
     * 
     */
    context?: number;
    /**
     * 
     */
    output?: number;
}
/**
 * 
 * @export
 * @interface ModelsDevModalities
 */
export interface ModelsDevModalities {
    /**
     * 
     */
    input: Array<string>;
    /**
     * 
     */
    output: Array<string>;
}
/**
 * 
 * @export
 * @interface ModelsDevModel
 */
export interface ModelsDevModel {
    /**
     * What to ask the provider for.
     */
    id: string;
    /**
     * 
     */
    name: string;
    /**
     * Whether it takes images.
     */
    attachment?: boolean;
    /**
     * 
     */
    reasoning?: boolean;
    /**
     * 
     */
    tool_call?: boolean;
    /**
     * 
     */
    structured_output?: boolean;
    /**
     * 
     */
    temperature?: boolean;
    /**
     * 
     */
    modalities?: ModelsDevModalities;
    /**
     * 
     */
    limit?: ModelsDevLimit;
    /**
     * 
     */
    cost?: ModelsDevCost;
}
/**
 * 
 * @export
 * @interface ModelsDevProvider
 */
export interface ModelsDevProvider {
    /**
     * 
     */
    id: string;
    /**
     * 
     */
    name: string;
    /**
     * Environment variables that hold the key, where a reference `env:NAME` says so.
     */
    env: Array<string>;
    /**
     * Base URL.
     */
    api?: string;
    /**
     * 
     */
    models: { [key: string]: ModelsDevModel; };
}
/**
 * The prices of a request whose input is longer than `tier.size` tokens.
 * @export
 * @interface ModelsDevTier
 */
export interface ModelsDevTier {
    /**
     * 
     */
    tier: ModelsDevTierRange;
    /**
     * 
     */
    input?: number;
    /**
     * 
     */
    output?: number;
    /**
     * 
     */
    cache_read?: number;
    /**
     * 
     */
    cache_write?: number;
}
/**
 * 
 * @export
 * @interface ModelsDevTierRange
 */
export interface ModelsDevTierRange {
    /**
     * 
     */
    type: ModelsDevTierRangeTypeEnum;
    /**
     * 
     */
    size: number;
}


/**
 * @export
 */
export const ModelsDevTierRangeTypeEnum = {
    context: 'context',
} as const;
export type ModelsDevTierRangeTypeEnum = typeof ModelsDevTierRangeTypeEnum[keyof typeof ModelsDevTierRangeTypeEnum];

/**
 * What clients of OpenAI's API look for in an error. Only routes below `/compat/openai` have it.
 * @export
 * @interface OpenaiError
 */
export interface OpenaiError {
    /**
     * Equal to `detail`.
     */
    message: string;
    /**
     * 
     */
    type: OpenaiErrorTypeEnum;
    /**
     * 
     */
    param: string | null;
    /**
     * 
     */
    code: ErrorCode;
}


/**
 * @export
 */
export const OpenaiErrorTypeEnum = {
    invalid_request_error: 'invalid_request_error',
    authentication_error: 'authentication_error',
    rate_limit_error: 'rate_limit_error',
    server_error: 'server_error',
} as const;
export type OpenaiErrorTypeEnum = typeof OpenaiErrorTypeEnum[keyof typeof OpenaiErrorTypeEnum];

/**
 * A model as OpenAI's API describes one.
 * @export
 * @interface OpenaiModel
 */
export interface OpenaiModel {
    /**
     * The model's name.
     */
    id: string;
    /**
     * 
     */
    object: OpenaiModelObjectEnum;
    /**
     * Unix seconds: when the model was created or, for a shipped one, the day of its facts.
     */
    created: number;
    /**
     * The id of the provider; `custom` for a model without one.
     */
    owned_by: string;
}


/**
 * @export
 */
export const OpenaiModelObjectEnum = {
    model: 'model',
} as const;
export type OpenaiModelObjectEnum = typeof OpenaiModelObjectEnum[keyof typeof OpenaiModelObjectEnum];

/**
 * 
 * @export
 * @interface OpenaiModelList
 */
export interface OpenaiModelList {
    /**
     * 
     */
    object: OpenaiModelListObjectEnum;
    /**
     * 
     */
    data: Array<OpenaiModel>;
}


/**
 * @export
 */
export const OpenaiModelListObjectEnum = {
    list: 'list',
} as const;
export type OpenaiModelListObjectEnum = typeof OpenaiModelListObjectEnum[keyof typeof OpenaiModelListObjectEnum];

/**
 * An organization's settings.
 * @export
 * @interface Organization
 */
export interface Organization {
    /**
     * The organization of the credential.
     */
    organization: string;
    /**
     * 
     */
    catalog_visibility: CatalogVisibility;
}


/**
 * A JSON Merge Patch (RFC 7396).
 * @export
 * @interface OrganizationPatch
 */
export interface OrganizationPatch {
    /**
     * The default is `listed`.
     */
    catalog_visibility?: OrganizationPatchCatalogVisibilityEnum | null;
}


/**
 * @export
 */
export const OrganizationPatchCatalogVisibilityEnum = {
    listed: 'listed',
    base_only: 'base_only',
} as const;
export type OrganizationPatchCatalogVisibilityEnum = typeof OrganizationPatchCatalogVisibilityEnum[keyof typeof OrganizationPatchCatalogVisibilityEnum];


/**
 * Why a price is not one flat number.
 * @export
 */
export const PriceCondition = {
    tiered: 'tiered',
    time_of_day: 'time_of_day',
    non_token: 'non_token',
} as const;
export type PriceCondition = typeof PriceCondition[keyof typeof PriceCondition];

/**
 * The whole request is priced at the tier that its input exceeds. Costs are USD per 1,000,000 tokens.
 * @export
 * @interface PriceTier
 */
export interface PriceTier {
    /**
     * The tier holds above this many input tokens.
     */
    above_input_tokens: number;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    input_cost: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    output_cost: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    cache_hit_input_cost: number | null;
    /**
     * USD per 1,000,000 tokens, at most 12 decimals; 0 is free, null is unknown.
     */
    cache_creation_input_cost: number | null;
}
/**
 * 
 * @export
 * @interface Principal
 */
export interface Principal {
    /**
     * 
     */
    organization: string;
    /**
     * 
     */
    role: PrincipalRole;
    /**
     * `anonymous` where no credential was sent and the operator lets this organization be read without one.
     */
    kind: PrincipalKindEnum;
    /**
     * The key's name or the token's subject; null for a token without one and for `anonymous`.
     */
    name: string | null;
    /**
     * When the credential expires; null means never.
     */
    expires_at: string | null;
}


/**
 * @export
 */
export const PrincipalKindEnum = {
    api_key: 'api_key',
    jwt: 'jwt',
    anonymous: 'anonymous',
} as const;
export type PrincipalKindEnum = typeof PrincipalKindEnum[keyof typeof PrincipalKindEnum];


/**
 * What a caller may do. `public` is who sends no credential, where the operator lets an organization be read so: it reads
 * models, and sees of their providers only id and name.
 * 
 * @export
 */
export const PrincipalRole = {
    public: 'public',
    viewer: 'viewer',
    editor: 'editor',
    admin: 'admin',
} as const;
export type PrincipalRole = typeof PrincipalRole[keyof typeof PrincipalRole];

/**
 * An RFC 9457 problem document.
 * @export
 * @interface Problem
 */
export interface Problem {
    /**
     * The page of the error on the documentation site.
     */
    type: string;
    /**
     * 
     */
    title: string;
    /**
     * 
     */
    status: number;
    /**
     * A sentence that says what to do.
     */
    detail: string;
    /**
     * 
     */
    code: ErrorCode;
    /**
     * Equal to the `X-Request-Id` header and to the server's log line.
     */
    request_id: string;
    /**
     * 
     */
    errors?: Array<FieldError>;
    /**
     * 
     */
    error?: OpenaiError;
}


/**
 * Where the facts of a shipped model come from.
 * @export
 * @interface Provenance
 */
export interface Provenance {
    /**
     * The package the facts were read from.
     */
    source: string;
    /**
     * 
     */
    version: string;
    /**
     * The day the source states.
     */
    as_of: string;
}
/**
 * Who serves a model. Secrets are shown as `"***"`.
 * @export
 * @interface Provider
 */
export interface Provider {
    /**
     * Equal to `provider_id`.
     */
    id: string;
    /**
     * 
     */
    provider_id: string;
    /**
     * 
     */
    provider_name: string;
    /**
     * Settings such as `base_url`, `timeout`, `headers`.
     */
    extra_kwargs: { [key: string]: any; };
    /**
     * Whether a key or a reference to one is stored.
     */
    has_api_key: boolean;
    /**
     * A keyed fingerprint of the stored key, to compare keys without seeing them; null without a key or with a reference.
     */
    api_key_fingerprint: string | null;
    /**
     * Where the key is, as given (`env:NAME`, `vault:path#field`, …); null where there is none.
     */
    api_key_reference: string | null;
    /**
     * False where a stored secret cannot be decrypted with the configured keys.
     */
    secrets_readable: boolean;
    /**
     * Null for shipped providers.
     */
    created_at: string | null;
    /**
     * Null for shipped providers.
     */
    updated_at: string | null;
}
/**
 * 
 * @export
 * @interface ProviderCreation
 */
export interface ProviderCreation {
    /**
     * The identity. In PUT and PATCH, if given, equal to the id in the path.
     */
    provider_id: string;
    /**
     * The default is the id.
     */
    provider_name?: string | null;
    /**
     * Write-only. A secret, a reference to one, or `"***"` to keep the stored one.
     */
    api_key?: string | null;
    /**
     * Settings such as `base_url`, `timeout`, `headers`: at most 64 KiB, 32 levels and 1,000 secrets. What looks like a secret by its name, and everything below `headers`, is encrypted and answered as `"***"`.
     */
    extra_kwargs?: { [key: string]: any; } | null;
}
/**
 * A JSON Merge Patch (RFC 7396).
 * @export
 * @interface ProviderPatch
 */
export interface ProviderPatch {
    /**
     * The identity. In PUT and PATCH, if given, equal to the id in the path.
     */
    provider_id?: string;
    /**
     * The default is the id.
     */
    provider_name?: string | null;
    /**
     * Write-only. A secret, a reference to one, or `"***"` to keep the stored one.
     */
    api_key?: string | null;
    /**
     * Settings such as `base_url`, `timeout`, `headers`: at most 64 KiB, 32 levels and 1,000 secrets. What looks like a secret by its name, and everything below `headers`, is encrypted and answered as `"***"`.
     */
    extra_kwargs?: { [key: string]: any; } | null;
}
/**
 * 
 * @export
 * @interface ProviderReplacement
 */
export interface ProviderReplacement {
    /**
     * The identity. In PUT and PATCH, if given, equal to the id in the path.
     */
    provider_id?: string;
    /**
     * The default is the id.
     */
    provider_name?: string | null;
    /**
     * Write-only. A secret, a reference to one, or `"***"` to keep the stored one.
     */
    api_key?: string | null;
    /**
     * Settings such as `base_url`, `timeout`, `headers`: at most 64 KiB, 32 levels and 1,000 secrets. What looks like a secret by its name, and everything below `headers`, is encrypted and answered as `"***"`.
     */
    extra_kwargs?: { [key: string]: any; } | null;
}
/**
 * @type PublicModels
 * 
 * @export
 */
export type PublicModels = Array<Model> | WrappedPublicModels;
/**
 * 
 * @export
 * @interface Readiness
 */
export interface Readiness {
    /**
     * 
     */
    status: ReadinessStatusEnum;
    /**
     * 
     */
    checks: Array<ReadinessCheck>;
    /**
     * What an operator should look at; does not make it 503.
     */
    warnings: Array<string>;
}


/**
 * @export
 */
export const ReadinessStatusEnum = {
    ready: 'ready',
    not_ready: 'not_ready',
} as const;
export type ReadinessStatusEnum = typeof ReadinessStatusEnum[keyof typeof ReadinessStatusEnum];

/**
 * 
 * @export
 * @interface ReadinessCheck
 */
export interface ReadinessCheck {
    /**
     * 
     */
    name: ReadinessCheckNameEnum;
    /**
     * 
     */
    ok: boolean;
    /**
     * What is wrong; null where nothing is.
     */
    detail: string | null;
}


/**
 * @export
 */
export const ReadinessCheckNameEnum = {
    database: 'database',
    catalog: 'catalog',
    shutdown: 'shutdown',
} as const;
export type ReadinessCheckNameEnum = typeof ReadinessCheckNameEnum[keyof typeof ReadinessCheckNameEnum];


/**
 * What the credential may do. Each role may do what the one before it may.
 * @export
 */
export const Role = {
    viewer: 'viewer',
    editor: 'editor',
    admin: 'admin',
} as const;
export type Role = typeof Role[keyof typeof Role];

/**
 * 
 * @export
 * @interface Snapshot
 */
export interface Snapshot {
    /**
     * Nothing up to this revision is missing.
     */
    revision: number;
    /**
     * Where `/api/changes` goes on.
     */
    cursor: string;
    /**
     * 
     */
    models: Array<Model>;
}

/**
 * 
 * @export
 */
export const SortBy = {
    model_name: 'model_name',
    model_name2: '-model_name',
    id: 'id',
    id2: '-id',
    display_name: 'display_name',
    display_name2: '-display_name',
    base_model_name: 'base_model_name',
    base_model_name2: '-base_model_name',
    upstream_model: 'upstream_model',
    upstream_model2: '-upstream_model',
    affiliation_category: 'affiliation_category',
    affiliation_category2: '-affiliation_category',
    is_called_by_custom_name: 'is_called_by_custom_name',
    is_called_by_custom_name2: '-is_called_by_custom_name',
    input_cost: 'input_cost',
    input_cost2: '-input_cost',
    output_cost: 'output_cost',
    output_cost2: '-output_cost',
    cache_hit_input_cost: 'cache_hit_input_cost',
    cache_hit_input_cost2: '-cache_hit_input_cost',
    cache_creation_input_cost: 'cache_creation_input_cost',
    cache_creation_input_cost2: '-cache_creation_input_cost',
    max_context_window: 'max_context_window',
    max_context_window2: '-max_context_window',
    max_output_tokens: 'max_output_tokens',
    max_output_tokens2: '-max_output_tokens',
    streaming_support: 'streaming_support',
    streaming_support2: '-streaming_support',
    function_call: 'function_call',
    function_call2: '-function_call',
    image_support: 'image_support',
    image_support2: '-image_support',
    source: 'source',
    source2: '-source',
    model_type: 'model_type',
    model_type2: '-model_type',
    created_at: 'created_at',
    created_at2: '-created_at',
    updated_at: 'updated_at',
    updated_at2: '-updated_at',
    provider_id: 'provider_id',
    provider_id2: '-provider_id',
    provider_provider_id: 'provider.provider_id',
    provider_provider_id2: '-provider.provider_id',
} as const;
export type SortBy = typeof SortBy[keyof typeof SortBy];

/**
 * 
 * @export
 * @interface Summary
 */
export interface Summary {
    /**
     * 
     */
    summary: SummaryCounts;
}
/**
 * 
 * @export
 * @interface SummaryCounts
 */
export interface SummaryCounts {
    /**
     * The sum of the other two.
     */
    total_count: number;
    /**
     * Shipped models that the organization sees.
     */
    global_count: number;
    /**
     * The organization's own models.
     */
    custom_count: number;
    /**
     * There where a filtered count stopped at 10,000.
     */
    count_is_lower_bound?: SummaryCountsCountIsLowerBoundEnum;
}


/**
 * @export
 */
export const SummaryCountsCountIsLowerBoundEnum = {
    true: true,
} as const;
export type SummaryCountsCountIsLowerBoundEnum = typeof SummaryCountsCountIsLowerBoundEnum[keyof typeof SummaryCountsCountIsLowerBoundEnum];

/**
 * @type SupportedParam
 * 
 * @export
 */
export type SupportedParam = boolean | { [key: string]: any; };
/**
 * Measured speed; not measured in this version.
 * @export
 * @interface Throughput
 */
export interface Throughput {
    /**
     * Output tokens per second.
     */
    average_tps: number;
    /**
     * Seconds to the first token.
     */
    average_ttft: number;
    /**
     * Seconds to the end of the answer.
     */
    average_latency: number;
    /**
     * 
     */
    number_of_requests: number;
}
/**
 * 
 * @export
 * @interface WrappedPublicModels
 */
export interface WrappedPublicModels {
    /**
     * 
     */
    models: Array<Model>;
}
