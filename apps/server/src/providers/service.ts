import { isDeepStrictEqual } from 'node:util';
import type { Provider, ProviderCreation, ProviderPatch, ProviderReplacement } from '@llm-registry/api-types';
import type { Knex } from 'knex';
import { type JsonText, jsonArray } from '../answers/json-text.js';
import { type Precondition, type Tagged, tagged } from '../answers/tag.js';
import type { Database } from '../db/connect.js';
import type { ProviderRow } from '../db/rows.js';
import { errors } from '../errors.js';
import type { Actor, Commit, Committed, Outcome } from '../revisions/commit.js';
import type { Layers } from '../revisions/layers.js';
import { timeAfter } from '../revisions/time-after.js';
import { fingerprintKey, fingerprintOf } from '../secrets/fingerprint.js';
import type { Keyring } from '../secrets/keyring.js';
import { Place } from '../secrets/place.js';
import { Sealed } from '../secrets/sealed-tree.js';
import { Secret } from '../secrets/secret.js';
import {
  type Definition,
  patchedDefinition,
  readDefinition,
  replacementDefinition,
  type Subject,
} from './definition.js';
import { fingerprintIn, loggedProvider, ownProviderRow, renderProvider, secretsReadable } from './row.js';
import * as store from './store.js';

export interface ProviderServiceDeps {
  database: Database;
  commit: Commit;
  clock: () => Date;
  keyring: Keyring;
  /** The own models that show a provider: how many, and the names of the first of them. */
  modelsUsing: (tx: Knex, layers: Layers, providerId: string) => Promise<{ count: number; some: string[] }>;
}

type Answer = Tagged<JsonText<Provider>>;

/** What a write makes of the definition that is stored. */
type Change = (subject: Subject & { stored: Definition }) => Definition;

/** Who serves models: the shipped providers, and an organization's own, which win over shipped ones of the same id. */
export function createProviderService(deps: ProviderServiceDeps) {
  const { database, commit, clock, keyring } = deps;

  const render = (row: Pick<ProviderRow, 'answer' | 'key_ids'>): Answer =>
    tagged(renderProvider(row, keyring));

  /** The row that a write changes: 404 where the id means nothing, 403 where it means a shipped provider. */
  async function ownForWrite(
    tx: Knex,
    layers: Layers,
    id: string,
    precondition: Precondition,
  ): Promise<ProviderRow> {
    const own = await store.findForWrite(tx, layers.own, id);
    if (!own) {
      throw (await store.providerExists(tx, layers.shipped, id))
        ? errors.catalogProviderReadOnly(id)
        : errors.providerNotFound(id);
    }
    if (!precondition(render(own).tag)) throw errors.preconditionFailed();
    return own;
  }

  /** A kept key keeps its fingerprint, which needs no key of ours to be readable. */
  async function fingerprint(
    tx: Knex,
    { api_key }: Definition,
    given: string | null | undefined,
    stored: ProviderRow | null,
  ): Promise<string | null> {
    if (!(api_key instanceof Sealed)) return null;
    if (stored !== null && isDeepStrictEqual(api_key, readDefinition(stored).api_key))
      return fingerprintIn(stored);
    return fingerprintOf(await fingerprintKey(tx, keyring), new Secret(given ?? ''));
  }

  function written(operation: string, row: ProviderRow): Outcome<Answer> {
    const stored = loggedProvider(row, keyring);
    return { value: render(row), change: { operation, kind: 'provider', name: row.provider_id, stored } };
  }

  async function add(tx: Knex, layers: Layers, body: ProviderCreation): Promise<Outcome<Answer>> {
    const { provider_id } = body;
    const place = Place.ofProvider(layers.own, provider_id);
    const definition = replacementDefinition({ id: provider_id, place, stored: null }, body, keyring);
    const now = timeAfter(null, clock());
    const row = ownProviderRow(definition, {
      layer: layers.own,
      provider_id,
      fingerprint: await fingerprint(tx, definition, body.api_key, null),
      created_at: now,
      updated_at: now,
    });
    if (!(await store.insertProvider(tx, row))) throw errors.providerExists(provider_id);
    return written('createProvider', row);
  }

  async function change(
    tx: Knex,
    own: ProviderRow,
    operation: string,
    body: ProviderReplacement,
    changed: Change,
  ): Promise<Outcome<Answer>> {
    const { layer, provider_id } = own;
    const stored = readDefinition(own);
    const definition = changed({ id: provider_id, place: Place.ofProvider(layer, provider_id), stored });
    if (isDeepStrictEqual(definition, stored)) return { value: render(own), change: null };
    const updated_at = timeAfter(own.updated_at, clock());
    const row = ownProviderRow(definition, {
      layer,
      provider_id,
      fingerprint: await fingerprint(tx, definition, body.api_key, own),
      created_at: own.created_at ?? updated_at,
      updated_at,
    });
    await store.updateProvider(tx, row);
    return written(operation, row);
  }

  async function assertUnused(tx: Knex, layers: Layers, id: string): Promise<void> {
    // The shipped provider of that id takes the place of the deleted one.
    if (await store.providerExists(tx, layers.shipped, id)) return;
    const { count, some } = await deps.modelsUsing(tx, layers, id);
    if (count > 0) throw errors.providerInUse(id, count, some);
  }

  return {
    /** All providers that the organization sees, by id in the order of code points. */
    async list(layers: Layers): Promise<JsonText<Provider[]>> {
      const shipped = await store.findAnswers(database.read, layers.shipped);
      const own = await store.findAnswers(database.read, layers.own);
      const byId = new Map([...shipped, ...own].map((row) => [row.provider_id, row]));
      // Ids are ASCII, so that the order of code units is that of code points.
      const ids = [...byId.keys()].sort();
      return jsonArray(ids.flatMap((id) => byId.get(id) ?? []).map((row) => renderProvider(row, keyring)));
    },

    /** @throws provider_not_found */
    async get(layers: Layers, id: string): Promise<Answer> {
      const [own] = await store.findAnswers(database.read, layers.own, id);
      const [row] = own ? [own] : await store.findAnswers(database.read, layers.shipped, id);
      if (!row) throw errors.providerNotFound(id);
      return render(row);
    },

    /** @throws provider_exists when the organization has one of that id; a shipped one is no obstacle */
    create(actor: Actor, body: ProviderCreation): Promise<Committed<Answer>> {
      return commit(actor, (tx, layers) => add(tx, layers, body));
    },

    /** PUT: what the body does not say goes back to its default. */
    replace(
      actor: Actor,
      id: string,
      body: ProviderReplacement,
      precondition: Precondition,
    ): Promise<Committed<Answer>> {
      return commit(actor, async (tx, layers) => {
        const own = await ownForWrite(tx, layers, id, precondition);
        return change(tx, own, 'replaceProvider', body, (subject) =>
          replacementDefinition(subject, body, keyring),
        );
      });
    },

    /** PATCH: JSON Merge Patch (RFC 7396) of what is stored. */
    update(
      actor: Actor,
      id: string,
      body: ProviderPatch,
      precondition: Precondition,
    ): Promise<Committed<Answer>> {
      return commit(actor, async (tx, layers) => {
        const own = await ownForWrite(tx, layers, id, precondition);
        return change(tx, own, 'updateProvider', body, (subject) =>
          patchedDefinition(subject, body, keyring),
        );
      });
    },

    /** @throws provider_in_use while models show it and no shipped provider takes its place */
    remove(actor: Actor, id: string, precondition: Precondition): Promise<Committed<null>> {
      return commit(actor, async (tx, layers) => {
        await ownForWrite(tx, layers, id, precondition);
        await assertUnused(tx, layers, id);
        await store.deleteProvider(tx, layers.own, id);
        const change = { operation: 'deleteProvider', kind: 'provider', name: id, stored: null } as const;
        return { value: null, change };
      });
    },

    /** How many providers, over all organizations, hold a secret that no configured key reads. For readiness and logs. */
    async countUnreadable(): Promise<number> {
      const groups = await store.countByKeyIds(database.read);
      return groups.reduce(
        (sum, { key_ids, count }) => sum + (secretsReadable(key_ids, keyring) ? 0 : count),
        0,
      );
    },
  };
}

export type ProviderService = ReturnType<typeof createProviderService>;
