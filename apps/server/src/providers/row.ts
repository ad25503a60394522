import type { ModelProvider, Provider } from '@llm-registry/api-types';
import { type JsonText, jsonText, parseJson, storedJson, withMember } from '../answers/json-text.js';
import type { ProviderRow } from '../db/rows.js';
import type { Keyring } from '../secrets/keyring.js';
import { keyIdsOf, storedTree } from '../secrets/sealed-tree.js';
import { type Definition, definitionTree } from './definition.js';

type StoredAnswer = Omit<Provider, 'secrets_readable'>;

/** What a row says beside its definition. */
export interface RowFacts {
  layer: string;
  provider_id: string;
  /** Null without a key or with a reference to one. */
  fingerprint: string | null;
  created_at: string;
  updated_at: string;
}

function answerOf(definition: Definition, facts: RowFacts): StoredAnswer {
  const { api_key } = definition;
  return {
    id: facts.provider_id,
    provider_id: facts.provider_id,
    provider_name: definition.provider_name,
    // Sealed values serialize as `***`.
    extra_kwargs: definition.extra_kwargs,
    has_api_key: api_key !== null,
    api_key_fingerprint: facts.fingerprint,
    api_key_reference: typeof api_key === 'string' ? api_key : null,
    created_at: facts.created_at,
    updated_at: facts.updated_at,
  };
}

/** The row of a provider that an organization wrote. */
export function ownProviderRow(definition: Definition, facts: RowFacts): ProviderRow {
  const tree = definitionTree(definition);
  return {
    layer: facts.layer,
    provider_id: facts.provider_id,
    provider_name: definition.provider_name,
    definition: storedTree(tree),
    key_ids: keyIdsOf(tree),
    created_at: facts.created_at,
    updated_at: facts.updated_at,
    answer: jsonText(answerOf(definition, facts)),
  };
}

/** A provider as the shipped catalog describes it. */
export interface ShippedProviderFacts {
  provider_id: string;
  provider_name: string;
  extra_kwargs: Provider['extra_kwargs'];
}

/** The row of a shipped provider in the layer of its catalog. It has no secrets, no definition and no times. */
export function shippedProviderRow(layer: string, shipped: ShippedProviderFacts): ProviderRow {
  const { provider_id, provider_name, extra_kwargs } = shipped;
  const answer: StoredAnswer = {
    id: provider_id,
    provider_id,
    provider_name,
    extra_kwargs,
    has_api_key: false,
    api_key_fingerprint: null,
    api_key_reference: null,
    created_at: null,
    updated_at: null,
  };
  return {
    layer,
    provider_id,
    provider_name,
    definition: null,
    key_ids: '[]',
    created_at: null,
    updated_at: null,
    answer: jsonText(answer),
  };
}

/** All keys of a column `key_ids` are configured. */
export function secretsReadable(keyIds: string, keyring: Keyring): boolean {
  if (keyIds === '[]') return true;
  const ids: string[] = JSON.parse(keyIds);
  return ids.every((id) => keyring.has(id));
}

/** The provider's answer. Whether its secrets are readable depends on the keys of this server, so it is never stored. */
export function renderProvider(
  row: Pick<ProviderRow, 'answer' | 'key_ids'>,
  keyring: Keyring,
): JsonText<Provider> {
  return withMember(row.answer, 'secrets_readable', jsonText(secretsReadable(row.key_ids, keyring)));
}

/** What whoever sends no credential sees of a model's provider: nothing that tells how it is reached. */
export function renderNamedProvider(row: Pick<ProviderRow, 'answer'>): JsonText<ModelProvider> {
  const { id, provider_id, provider_name } = parseJson(storedJson<StoredAnswer>(row.answer));
  return jsonText({ id, provider_id, provider_name });
}

/** The fingerprint that a row's answer shows. */
export function fingerprintIn(row: Pick<ProviderRow, 'answer'>): string | null {
  return parseJson(storedJson<StoredAnswer>(row.answer)).api_key_fingerprint;
}

/** The answer as the change log keeps it: nothing made from a secret, not even its fingerprint. */
export function loggedProvider(
  row: Pick<ProviderRow, 'answer' | 'key_ids'>,
  keyring: Keyring,
): JsonText<Provider> {
  return jsonText({ ...parseJson(renderProvider(row, keyring)), api_key_fingerprint: null });
}
