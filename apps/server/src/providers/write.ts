import { isDeepStrictEqual } from 'node:util';
import type { ProviderCreation, ProviderReplacement } from '@llm-registry/api-types';
import type { Knex } from 'knex';
import type { ProviderRow } from '../db/rows.js';
import { errors } from '../errors.js';
import { timeAfter } from '../revisions/time-after.js';
import { fingerprintKey, fingerprintOf } from '../secrets/fingerprint.js';
import type { Keyring } from '../secrets/keyring.js';
import { Place } from '../secrets/place.js';
import { Sealed } from '../secrets/sealed-tree.js';
import { Secret } from '../secrets/secret.js';
import { type Definition, readDefinition, replacementDefinition, type Subject } from './definition.js';
import { fingerprintIn, ownProviderRow } from './row.js';
import * as store from './store.js';

/** What a write makes of the definition that is stored. */
export type Change = (subject: Subject & { stored: Definition }) => Definition;

/** Makes the one way in which an organization's own providers are written. */
export function createProviderWriter({ clock, keyring }: { clock: () => Date; keyring: Keyring }) {
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

  return {
    /** @throws provider_exists */
    async add(tx: Knex, layer: string, body: ProviderCreation): Promise<ProviderRow> {
      const { provider_id } = body;
      const place = Place.ofProvider(layer, provider_id);
      const definition = replacementDefinition({ id: provider_id, place, stored: null }, body, keyring);
      const now = timeAfter(null, clock());
      const row = ownProviderRow(definition, {
        layer,
        provider_id,
        fingerprint: await fingerprint(tx, definition, body.api_key, null),
        created_at: now,
        updated_at: now,
      });
      if (!(await store.insertProvider(tx, row))) throw errors.providerExists(provider_id);
      return row;
    },

    /** @returns the row as it is now, or null where nothing would change, not even the time */
    async change(
      tx: Knex,
      own: ProviderRow,
      body: ProviderReplacement,
      changed: Change,
    ): Promise<ProviderRow | null> {
      const { layer, provider_id } = own;
      const stored = readDefinition(own);
      const definition = changed({ id: provider_id, place: Place.ofProvider(layer, provider_id), stored });
      if (isDeepStrictEqual(definition, stored)) return null;
      const updated_at = timeAfter(own.updated_at, clock());
      const row = ownProviderRow(definition, {
        layer,
        provider_id,
        fingerprint: await fingerprint(tx, definition, body.api_key, own),
        created_at: own.created_at ?? updated_at,
        updated_at,
      });
      await store.updateProvider(tx, row);
      return row;
    },
  };
}
