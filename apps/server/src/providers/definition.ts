import type { ProviderCreation, ProviderPatch, ProviderReplacement } from '@llm-registry/api-types';
import { errors } from '../errors.js';
import type { Keyring } from '../secrets/keyring.js';
import type { Place } from '../secrets/place.js';
import { isReference, startsLikeReference } from '../secrets/reference.js';
import { isTreeObject, readTree, Sealed, type Tree, type TreeObject } from '../secrets/sealed-tree.js';
import { checkDraftSize, checkResult, encryptionBudget, parseExtraKwargs } from './extra-kwargs.js';
import { Faults } from './faults.js';
import { mergePatch } from './merge-patch.js';
import { type Position, positionBelow, type Sealer, sealLeaf, sealObject, topOf } from './seal.js';

const notQuiteReference =
  'It begins like a reference and is none. References are env:NAME, vault:path#field, k8s:namespace/secret#key and aws-sm:name.';

/** What is stored of a provider, secrets sealed. */
export interface Definition {
  provider_name: string;
  /** Sealed, a reference, or null without one. */
  api_key: string | Sealed | null;
  extra_kwargs: TreeObject;
}

/** What the column `definition` holds; the name has a column of its own. */
export function definitionTree({ api_key, extra_kwargs }: Definition): TreeObject {
  return api_key === null ? { extra_kwargs } : { api_key, extra_kwargs };
}

function isKey(tree: Tree | undefined): tree is string | Sealed {
  return typeof tree === 'string' || tree instanceof Sealed;
}

export function readDefinition(row: { provider_name: string; definition: string | null }): Definition {
  const { api_key, extra_kwargs } = readTree(row.definition ?? '{}');
  return {
    provider_name: row.provider_name,
    api_key: isKey(api_key) ? api_key : null,
    extra_kwargs: isTreeObject(extra_kwargs) ? extra_kwargs : {},
  };
}

/** What a write is about: which provider, and what is stored of it now, null where it is being created. */
export interface Subject {
  id: string;
  /** The place of the provider's definition. */
  place: Place;
  stored: Definition | null;
}

/** The identity is the path's; a body may repeat it. */
function assertSameId(id: string, body: ProviderReplacement): void {
  if (body.provider_id !== undefined && body.provider_id !== id) {
    throw errors.invalidField('/body/provider_id', 'has to be equal to the id in the path');
  }
}

function parsedExtraKwargs(given: object, place: Place): TreeObject {
  const faults = new Faults();
  const parsed = parseExtraKwargs(given, place.below('extra_kwargs'), faults);
  // Whatever walks it later relies on its depth.
  faults.throwIfAny();
  return parsed;
}

function sealApiKey(
  given: string | Sealed | null,
  position: Position,
  sealer: Sealer,
): string | Sealed | null {
  if (given === null) return null;
  if (typeof given === 'string' && startsLikeReference(given) && !isReference(given)) {
    sealer.faults.add(position.place, notQuiteReference);
  }
  const sealed = sealLeaf(given, position, sealer);
  return isKey(sealed) ? sealed : null;
}

/** Encrypts what is new in a draft, keeps what was sent as `***`, and refuses what cannot be stored. */
function sealDraft(draft: Definition, { place, stored }: Subject, keyring: Keyring): Definition {
  const faults = new Faults();
  checkDraftSize(draft.extra_kwargs, place.below('extra_kwargs'), faults);
  faults.throwIfAny();
  const top = topOf(place, stored ? definitionTree(stored) : undefined);
  const api_key = sealApiKey(draft.api_key, positionBelow(top, 'api_key'), { keyring, faults, budget: 1 });
  const sealer = { keyring, faults, budget: encryptionBudget };
  const extra_kwargs = sealObject(draft.extra_kwargs, positionBelow(top, 'extra_kwargs'), sealer);
  checkResult(extra_kwargs, place.below('extra_kwargs'), faults);
  faults.throwIfAny();
  return { provider_name: draft.provider_name, api_key, extra_kwargs };
}

/**
 * What a POST or PUT stores: what the body says, and the default for everything it does not say.
 * @throws invalid_request when the body contradicts the path, keeps a secret that is not stored, or cannot be stored
 */
export function replacementDefinition(
  subject: Subject,
  body: ProviderCreation | ProviderReplacement,
  keyring: Keyring,
): Definition {
  assertSameId(subject.id, body);
  const draft = {
    provider_name: body.provider_name ?? subject.id,
    api_key: body.api_key ?? null,
    extra_kwargs: parsedExtraKwargs(body.extra_kwargs ?? {}, subject.place),
  };
  return sealDraft(draft, subject, keyring);
}

/**
 * What a PATCH stores: a JSON Merge Patch (RFC 7396) of what is stored, `extra_kwargs` at any depth.
 * @throws invalid_request as `replacementDefinition` does
 */
export function patchedDefinition(
  subject: Subject & { stored: Definition },
  body: ProviderPatch,
  keyring: Keyring,
): Definition {
  assertSameId(subject.id, body);
  const { stored } = subject;
  const draft = {
    provider_name:
      body.provider_name === undefined ? stored.provider_name : (body.provider_name ?? subject.id),
    api_key: body.api_key === undefined ? stored.api_key : body.api_key,
    extra_kwargs: patchedExtraKwargs(stored.extra_kwargs, body.extra_kwargs, subject.place),
  };
  return sealDraft(draft, subject, keyring);
}

function patchedExtraKwargs(stored: TreeObject, patch: object | null | undefined, place: Place): TreeObject {
  if (patch === undefined) return stored;
  return patch === null ? {} : mergePatch(stored, parsedExtraKwargs(patch, place));
}
