import type { Knex } from 'knex';
import { compareCodePoints } from '../answers/code-points.js';
import type { ModelRow } from '../db/rows.js';
import { writeAhead } from '../db/written.js';
import { type Layers, namedLayers } from '../revisions/layers.js';
import { type AnswerRow, answerByName, type ShownProvider, withProvider } from './answer-row.js';
import { type Place, readPlaces, rowsAheadOf } from './read-ahead.js';
import { createRewriting, type Rewrite } from './rewriting.js';
import { createTreeStore, type Node } from './tree-store.js';

export type { Place } from './read-ahead.js';

/** How many there are and the first names of them. */
export interface Names {
  count: number;
  some: string[];
}

/** How many names one SELECT asks for. */
const namesPerSelect = 500;

function parts<Item>(items: readonly Item[], size: number): Item[][] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, index) => index * size);
  return starts.map((start) => items.slice(start, start + size));
}

/**
 * The rows of models of one organization, read and written over one connection or transaction.
 * @param stamp the revision that a write makes: rows whose answer it changes say so
 */
export function createModelStore(queries: Knex, layers: Layers, stamp = layers.revision + 1) {
  const bothLayers = [layers.own, layers.shipped];
  const ahead = rowsAheadOf(queries);

  const dependentsOf = (name: string) =>
    queries('model').where({ layer: layers.own, base_name: name }).whereNot('name', name);

  async function namesOf(rows: () => Knex.QueryBuilder, most: number): Promise<Names> {
    const [total] = await rows().count({ count: '*' });
    const some: { name: string }[] = await rows().orderBy('name').limit(most).select('name');
    return { count: Number(total?.count), some: some.map((row) => row.name) };
  }

  return {
    /** What stands above and below models. Few need it, and making it takes as long as reading a model. */
    get tree() {
      return createTreeStore(queries, layers);
    },

    rewrite: (names: readonly string[], rewrite: Rewrite): Promise<void> =>
      createRewriting(queries, layers).rewrite(names, rewrite),

    layers,
    stamp,

    async place(name: string): Promise<Place> {
      const known = ahead?.place(name) ?? (await readPlaces(queries, layers, [name])).get(name);
      return { ...(known ?? { name, own: undefined, shipped: undefined }) };
    },

    /** Own models that inherit from `name` at any depth. */
    dependents: (name: string): Promise<Node[]> =>
      ahead?.isLeaf(name) ? Promise.resolve([]) : createTreeStore(queries, layers).dependents(name),

    /** Models of one layer by name. */
    async inLayer(layer: string, names: readonly string[]): Promise<ModelRow[]> {
      const rows: ModelRow[] = [];
      for (const some of parts(names, namesPerSelect)) {
        rows.push(...(await queries('model').where({ layer }).whereIn('name', some)));
      }
      return rows;
    },

    async aliasTarget(alias: string): Promise<string | null> {
      const row = await queries('alias').where({ layer: layers.shipped, alias }).first('name');
      return row?.name ?? null;
    },

    /** The targets of the aliases among some names. */
    async aliasTargets(names: readonly string[]): Promise<Map<string, string>> {
      const targets = new Map<string, string>();
      for (const some of parts(names, namesPerSelect)) {
        const rows = await queries('alias').where('layer', layers.shipped).whereIn('alias', some);
        for (const row of rows) targets.set(row.alias, row.name);
      }
      return targets;
    },

    /** The answer of a name that the organization answers, its own before a shipped one. Aliases are not followed. */
    answer: (name: string): Promise<AnswerRow | undefined> => answerByName(queries, layers, name),

    /** Answers of names that the organization answers, own ones before shipped ones. Aliases are not followed. */
    async answers(names: readonly string[]): Promise<Map<string, AnswerRow>> {
      const found = new Map<string, AnswerRow>();
      for (const some of parts(names, namesPerSelect)) {
        const query = queries('model as m')
          .whereIn('m.layer', namedLayers(layers))
          .whereIn('m.name', some)
          .select('m.layer', 'm.name', 'm.definition', 'm.answer');
        for (const row of await withProvider<Omit<AnswerRow, 'provider'>>(query, queries, layers)) {
          if (row.layer === layers.own || !found.has(row.name)) found.set(row.name, row);
        }
      }
      return found;
    },

    /**
     * Answers of the names behind one, in their order, own ones before shipped ones. One statement reads both layers, so
     * that a name which moves from one to the other meanwhile is in either.
     */
    async stretch(after: string, most: number): Promise<AnswerRow[]> {
      const arms = namedLayers(layers).map((layer) =>
        queries
          .from(
            queries('model')
              .where({ layer })
              .where('name', '>', after)
              .orderBy('name')
              .limit(most)
              .select('layer', 'name', 'definition', 'answer', 'provider_id')
              .as('arm'),
          )
          .select('*'),
      );
      const first = queries
        .from(queries.unionAll(arms).as('both'))
        .orderBy('name')
        .orderByRaw('case when layer = ? then 0 else 1 end', [layers.own])
        .limit(most)
        .as('m');
      const query = queries.from(first).select('m.layer', 'm.name', 'm.definition', 'm.answer');
      const rows = await withProvider<Omit<AnswerRow, 'provider'>>(query, queries, layers);
      const byName = new Map<string, AnswerRow>();
      for (const row of rows)
        if (row.layer === layers.own || !byName.has(row.name)) byName.set(row.name, row);
      return [...byName.values()].sort((one, other) => compareCodePoints(one.name, other.name));
    },

    /** Own models whose base is `name`, whatever hangs below them. */
    directDependents: (name: string): Promise<Node[]> => dependentsOf(name).select('name', 'base_name'),

    nameDirectDependents: (name: string, most: number) => namesOf(() => dependentsOf(name), most),

    /** Own models that show a provider, set on them or inherited. */
    modelsUsing: (providerId: string, most: number) =>
      namesOf(() => queries('model').where({ layer: layers.own, provider_id: providerId }), most),

    /** The provider of an id as a model shows it; null where there is none. */
    async provider(id: string): Promise<ShownProvider> {
      const rows = await queries('provider')
        .whereIn('layer', bothLayers)
        .where('provider_id', id)
        .select('layer', 'answer', 'key_ids');
      return rows.find(({ layer }) => layer === layers.own) ?? rows[0] ?? null;
    },

    /** Inserts a row or, where it is there, replaces it. */
    async put(row: ModelRow): Promise<void> {
      ahead?.changes(row);
      await writeAhead(queries, queries('model').insert(row).onConflict(['layer', 'name']).merge());
    },

    /** Changes columns of a row that is there; leaving the others out spares their indexes. */
    async change(row: ModelRow, columns: readonly (keyof ModelRow)[]): Promise<void> {
      ahead?.changes(row);
      const { layer, name } = row;
      const sql = `update model set ${columns.map((column) => `${column} = ?`).join(', ')} where layer = ? and name = ?`;
      const values = columns.map((column) => row[column]);
      await writeAhead(queries, queries.raw(sql, [...values, layer, name]));
    },

    async remove(name: string): Promise<void> {
      ahead?.changes({ name });
      await writeAhead(queries, queries('model').where({ layer: layers.own, name }).delete());
    },
  };
}

export type ModelStore = ReturnType<typeof createModelStore>;
