import type { Provider, ProviderCreation, ProviderPatch, ProviderReplacement } from '@llm-registry/api-types';
import type { Knex } from 'knex';
import { type JsonText, jsonArray } from '../answers/json-text.js';
import { type Precondition, type Tagged, tagged } from '../answers/tag.js';
import type { Database } from '../db/connect.js';
import type { ProviderRow } from '../db/rows.js';
import { errors } from '../errors.js';
import type { Actor, Commit, Committed, Outcome } from '../revisions/commit.js';
import type { Layers } from '../revisions/layers.js';
import type { Keyring } from '../secrets/keyring.js';
import { patchedDefinition, replacementDefinition } from './definition.js';
import { loggedProvider, renderProvider, secretsReadable } from './row.js';
import * as store from './store.js';
import { type Change, createProviderWriter } from './write.js';

export interface ProviderServiceDeps {
  database: Database;
  commit: Commit;
  clock: () => Date;
  keyring: Keyring;
  /** The own models that show a provider: how many, and the names of the first of them. */
  modelsUsing: (tx: Knex, layers: Layers, providerId: string) => Promise<{ count: number; some: string[] }>;
}

type Answer = Tagged<JsonText<Provider>>;

/** Who serves models: the shipped providers, and an organization's own, which win over shipped ones of the same id. */
export function createProviderService(deps: ProviderServiceDeps) {
  const { database, commit, keyring } = deps;
  const write = createProviderWriter(deps);

  const render = (row: Pick<ProviderRow, 'answer' | 'key_ids'>): Answer =>
    tagged(renderProvider(row, keyring));

  /** The row that a write changes. @throws provider_not_found, catalog_read_only for a shipped one, precondition_failed */
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

  function written(operation: string, row: ProviderRow): Outcome<Answer> {
    const stored = loggedProvider(row, keyring);
    return { value: render(row), change: { operation, kind: 'provider', name: row.provider_id, stored } };
  }

  /** A PUT or PATCH of an own provider: both make a definition out of the stored one and the body. */
  function change(
    operation: string,
    actor: Actor,
    id: string,
    body: ProviderReplacement,
    precondition: Precondition,
    changed: Change,
  ): Promise<Committed<Answer>> {
    return commit(actor, async (tx, layers) => {
      const own = await ownForWrite(tx, layers, id, precondition);
      const row = await write.change(tx, own, body, changed);
      return row === null ? { value: render(own), change: null } : written(operation, row);
    });
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
      return commit(actor, async (tx, { own }) => written('createProvider', await write.add(tx, own, body)));
    },

    /** PUT: what the body does not say goes back to its default. */
    replace(actor: Actor, id: string, body: ProviderReplacement, precondition: Precondition) {
      return change('replaceProvider', actor, id, body, precondition, (subject) =>
        replacementDefinition(subject, body, keyring),
      );
    },

    /** PATCH: JSON Merge Patch (RFC 7396) of what is stored. */
    update(actor: Actor, id: string, body: ProviderPatch, precondition: Precondition) {
      return change('updateProvider', actor, id, body, precondition, (subject) =>
        patchedDefinition(subject, body, keyring),
      );
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
