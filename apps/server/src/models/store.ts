import type { Knex } from 'knex';
import type { ModelRow, ProviderRow } from '../db/rows.js';
import type { Layers } from '../revisions/layers.js';

/** A model's answer with the columns of the provider that it shows; both null where it shows none. */
export interface AnswerRow {
  layer: string;
  name: string;
  answer: string;
  provider: Pick<ProviderRow, 'answer' | 'key_ids'> | null;
}

interface JoinedRow {
  layer: string;
  name: string;
  answer: string;
  provider_answer: string | null;
  provider_key_ids: string | null;
}

/** How many rows one INSERT carries: engines bound the number of values in a statement. */
const rowsPerInsert = 100;
/** How many names one SELECT asks for. */
const namesPerSelect = 500;

function answerRow({ provider_answer: answer, provider_key_ids: keyIds, ...row }: JoinedRow): AnswerRow {
  return { ...row, provider: answer === null || keyIds === null ? null : { answer, key_ids: keyIds } };
}

/** The rows of models of one organization, read and written over one connection or transaction. */
export function createModelStore(queries: Knex, layers: Layers) {
  const bothLayers = [layers.own, layers.shipped];

  const inLayer = (layer: string, name: string): Promise<ModelRow | undefined> =>
    queries('model').where({ layer, name }).first();

  /** Own models that inherit from `name` at any depth, nearest first, as a query named `below(name, depth)`. */
  const below = (name: string, limit: number) =>
    queries
      .withRecursive('below', ['name', 'depth'], (query) =>
        query
          .select('name', queries.raw('1'))
          .from('model')
          .where({ layer: layers.own, base_name: name })
          .whereNot('name', name)
          .unionAll((union) =>
            union
              .select('m.name', queries.raw('b.depth + 1'))
              .from('below as b')
              .join('model as m', 'm.base_name', 'b.name')
              .where('m.layer', layers.own)
              .whereRaw('m.name <> b.name')
              // A cycle that is about to be refused must not walk for ever.
              .where('b.depth', '<', 12),
          ),
      )
      .from('below')
      .limit(limit);

  return {
    layers,

    own: (name: string) => inLayer(layers.own, name),

    /** A shipped model, also one that has left the catalog since. */
    shipped: (name: string) => inLayer(layers.shipped, name),

    async aliasTarget(alias: string): Promise<string | null> {
      const row = await queries('alias').where({ layer: layers.shipped, alias }).first('name');
      return row?.name ?? null;
    },

    /** The targets of the aliases among some names. */
    async aliasTargets(names: readonly string[]): Promise<Map<string, string>> {
      const rows = await queries('alias')
        .where('layer', layers.shipped)
        .whereIn('alias', [...names])
        .select('alias', 'name');
      return new Map(rows.map((row) => [row.alias, row.name]));
    },

    /** Answers of names, own ones in place of shipped ones of the same name. Aliases are not followed. */
    async answers(names: readonly string[]): Promise<Map<string, AnswerRow>> {
      const found = new Map<string, AnswerRow>();
      for (let start = 0; start < names.length; start += namesPerSelect) {
        const rows: JoinedRow[] = await queries('model as m')
          .leftJoin('provider as po', { 'po.provider_id': 'm.provider_id', 'po.layer': queries.raw('?', [layers.own]) })
          .leftJoin('provider as ps', { 'ps.provider_id': 'm.provider_id', 'ps.layer': queries.raw('?', [layers.shipped]) })
          .whereIn('m.layer', bothLayers)
          .whereIn('m.name', names.slice(start, start + namesPerSelect))
          .select(
            'm.layer',
            'm.name',
            'm.answer',
            queries.raw('coalesce(po.answer, ps.answer) as provider_answer'),
            queries.raw('coalesce(po.key_ids, ps.key_ids) as provider_key_ids'),
          );
        for (const row of rows) {
          if (row.layer === layers.own || !found.has(row.name)) found.set(row.name, answerRow(row));
        }
      }
      return found;
    },

    /** Own models whose base is `name`, whatever hangs below them. */
    directDependants: (name: string): Promise<ModelRow[]> =>
      queries('model').where({ layer: layers.own, base_name: name }).whereNot('name', name).orderBy('name'),

    async countDirectDependants(name: string, some: number): Promise<{ count: number; some: string[] }> {
      const dependants = () => queries('model').where({ layer: layers.own, base_name: name }).whereNot('name', name);
      const [total] = await dependants().count({ count: '*' });
      const rows = await dependants().orderBy('name').limit(some).select('name');
      return { count: Number(total?.count), some: rows.map((row) => row.name) };
    },

    /** Own models that inherit from `name` at any depth, each after its base. */
    async dependants(name: string, limit: number): Promise<ModelRow[]> {
      const names: { name: string }[] = await below(name, limit).orderBy('depth').select('name');
      const rows = new Map<string, ModelRow>();
      for (let start = 0; start < names.length; start += namesPerSelect) {
        const some = names.slice(start, start + namesPerSelect).map((row) => row.name);
        for (const row of await queries('model').where('layer', layers.own).whereIn('name', some)) rows.set(row.name, row);
      }
      return names.flatMap((row) => rows.get(row.name) ?? []);
    },

    /** How many own models inherit from `name` at any depth, at most `limit`, and how deep the deepest hangs. */
    async extentBelow(name: string, limit: number): Promise<{ count: number; depth: number }> {
      const rows: { depth: number }[] = await below(name, limit).select('depth');
      return { count: rows.length, depth: Math.max(0, ...new Set(rows.map((row) => Number(row.depth)))) };
    },

    async ownCount(): Promise<number> {
      const row = await queries('organization').where('id', layers.organization).first('own_count');
      return Number(row?.own_count ?? 0);
    },

    async providerExists(id: string): Promise<boolean> {
      const row = await queries('provider').whereIn('layer', bothLayers).where('provider_id', id).first('provider_id');
      return row !== undefined;
    },

    /** Own models that show a provider, set on them or inherited. */
    async modelsUsing(providerId: string, some: number): Promise<{ count: number; some: string[] }> {
      const using = () => queries('model').where({ layer: layers.own, provider_id: providerId });
      const [total] = await using().count({ count: '*' });
      const rows = await using().orderBy('name').limit(some).select('name');
      return { count: Number(total?.count), some: rows.map((row) => row.name) };
    },

    async put(rows: readonly ModelRow[]): Promise<void> {
      for (let start = 0; start < rows.length; start += rowsPerInsert) {
        await queries('model')
          .insert(rows.slice(start, start + rowsPerInsert))
          .onConflict(['layer', 'name'])
          .merge();
      }
    },

    remove: (name: string) => queries('model').where({ layer: layers.own, name }).delete(),
  };
}

export type ModelStore = ReturnType<typeof createModelStore>;
