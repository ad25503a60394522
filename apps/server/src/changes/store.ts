import type { Knex } from 'knex';
import type { Layers } from '../revisions/layers.js';
import type { Candidate, Position } from './position.js';
import type { Moment } from './timeline.js';

/** Who did what and when. */
export interface Deed {
  operation: string;
  at: string;
  principal: string;
}

/** A deletion of an own model, and the organization's own count at it. */
export type Deletion = Candidate & { own: number };

/** What is known of a name in one layer. */
export interface Stamp {
  /** Of an own model a revision, of a shipped one an ordinal. */
  revision: number;
  provider: string | null;
}

/** When what many models show was last changed. */
export interface WideChanges {
  /** By the id of the provider. */
  providers: ReadonlyMap<string, number>;
  /** Of the organization, which say whether shipped models are answered; null where they did not change. */
  settings: number | null;
}

/** What some names were last changed by. */
export interface Stamps {
  own: ReadonlyMap<string, Stamp>;
  shipped: ReadonlyMap<string, Stamp>;
  deleted: ReadonlyMap<string, number>;
}

// Conditions of partial indexes: as text, because an engine cannot prove them of a value that it is given.
const isDeletion = "operation = 'deleteModel'";
const isOfNoModel = "kind <> 'model'";
const revisionThen = 'revision + catalog';

/** The deeds of one organization in the order in which they were done, and the stamps of models it answers. */
export function createChangeStore(queries: Knex, layers: Layers) {
  const { organization, own, shipped } = layers;
  const changes = () => queries('change').where('organization', organization);

  async function stampsOf(names: readonly string[]): Promise<Pick<Stamps, 'own' | 'shipped'>> {
    const rows = await queries('model')
      .whereIn('layer', [own, shipped])
      .whereIn('name', names)
      .select('layer', 'name', 'revision', 'provider_id');
    const ofLayer = (wanted: string) =>
      new Map<string, Stamp>(
        rows
          .filter(({ layer }) => layer === wanted)
          .map((row) => [row.name, { revision: Number(row.revision), provider: row.provider_id }]),
      );
    return { own: ofLayer(own), shipped: ofLayer(shipped) };
  }

  async function deletions(names: readonly string[], since: number): Promise<Map<string, number>> {
    const rows: { name: string; last: number }[] = await changes()
      .whereRaw(isDeletion)
      .whereIn('name', names)
      .where('revision', '>', since)
      .groupBy('name')
      .select('name', queries.raw(`max(${revisionThen}) as last`));
    return new Map(rows.map(({ name, last }) => [name, Number(last)]));
  }

  return {
    /** The newest own change at or before a revision that is still kept; undefined where there is none. */
    async lastChange(revision: number, { ordinal }: Moment): Promise<number | undefined> {
      const row = await changes()
        // No change lies further below its revision than there are catalogs.
        .whereBetween('revision', [Math.max(0, revision - ordinal - 1), revision])
        .whereRaw(`${revisionThen} <= ?`, [revision])
        .orderBy('revision', 'desc')
        .first('revision');
      return row && Number(row.revision);
    },

    /** The oldest own change that is kept; undefined where there is none. */
    async oldestChange(): Promise<number | undefined> {
      const row = await changes().orderBy('revision').first('revision');
      return row && Number(row.revision);
    },

    async isKept(ownCount: number): Promise<boolean> {
      return (await changes().where('revision', ownCount).first('revision')) !== undefined;
    },

    /** Whether a program that stamps nothing has written since. */
    async unstampedSince(ownCount: number): Promise<boolean> {
      const row = await changes().whereNull('catalog').where('revision', '>', ownCount).first('revision');
      return row !== undefined;
    },

    /** The ordinal of the catalog that was read at an own change. */
    async catalogAt(ownCount: number): Promise<number | null> {
      const row = await changes().where('revision', ownCount).first('catalog');
      return row?.catalog ?? null;
    },

    /** The last changes since that many models may show, and no stamp tells of: of each provider, and of the settings. */
    async wideSince(ownCount: number): Promise<WideChanges> {
      const rows: { kind: string; name: string; last: number }[] = await changes()
        .whereRaw(isOfNoModel)
        .whereIn('kind', ['provider', 'organization'])
        .where('revision', '>', ownCount)
        .groupBy('kind', 'name')
        .select('kind', 'name', queries.raw(`max(${revisionThen}) as last`));
      const settings = rows.find(({ kind }) => kind === 'organization');
      const providers = rows.filter(({ kind }) => kind === 'provider');
      return {
        providers: new Map(providers.map(({ name, last }) => [name, Number(last)])),
        settings: settings ? Number(settings.last) : null,
      };
    },

    /** Own models behind a position, by stamp and name. */
    async ownBehind({ revision, name }: Position, until: number, most: number): Promise<Candidate[]> {
      const rows = queries('model').where('layer', own).where('revision', '<=', until);
      if (name === null) rows.where('revision', '>', revision);
      else rows.whereRaw('(revision, name) > (?, ?)', [revision, name]);
      const found = await rows.orderBy(['revision', 'name']).limit(most).select('revision', 'name');
      return found.map((row) => ({ revision: Number(row.revision), name: row.name }));
    },

    /** Deletions of models behind an own count, in their order. */
    async deletionsBehind(ownCount: number, until: number, most: number): Promise<Deletion[]> {
      const rows = await changes()
        .whereRaw(isDeletion)
        .where('revision', '>', ownCount)
        .where('revision', '<=', until)
        .orderBy('revision')
        .limit(most)
        .select('revision', 'catalog', 'name');
      return rows.map(({ revision, catalog, name }) => {
        const count = Number(revision);
        return { own: count, revision: count + Number(catalog), name };
      });
    },

    /** Names of a layer behind one, in their order: all, or those of a provider or a stamp. */
    async namesBehind(
      layer: string,
      which: { provider_id?: string; revision?: number },
      after: string,
      most: number,
    ): Promise<string[]> {
      const rows = await queries('model')
        .where({ layer, ...which })
        .where('name', '>', after)
        .orderBy('name')
        .limit(most)
        .select('name');
      return rows.map(({ name }) => name);
    },

    async stamps(names: readonly string[], since: number): Promise<Stamps> {
      const stamps = await stampsOf(names);
      // The own model that there is now is newer than any deletion.
      const ownless = names.filter((name) => !stamps.own.has(name));
      return { ...stamps, deleted: ownless.length === 0 ? new Map() : await deletions(ownless, since) };
    },

    /** Who did what, by own count. */
    async deeds(ownCounts: readonly number[]): Promise<Map<number, Deed>> {
      const rows = await changes()
        .whereIn('revision', ownCounts)
        .select('revision', 'operation', 'at', 'principal');
      return new Map(rows.map(({ revision, ...deed }) => [Number(revision), deed]));
    },

    /** When the catalog that is read was loaded; undefined where its layer has been removed. */
    async catalogLoadedAt(): Promise<string | undefined> {
      return (await queries('catalog_layer').where('id', shipped).first('loaded_at'))?.loaded_at;
    },
  };
}

export type ChangeStore = ReturnType<typeof createChangeStore>;
