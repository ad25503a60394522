import type { Knex } from 'knex';
import type { ModelRow } from '../db/rows.js';
import type { Layers } from '../revisions/layers.js';
import { type ShownRow, withProvider } from './answer-row.js';

/** A model in its tree. */
export type Node = Pick<ModelRow, 'name' | 'base_name'>;

/** Deeper than any chain may be; a cycle that is about to be refused must not walk for ever. */
const deepest = 12;

/**
 * The queries that walk the tree of an organization's models. Cross joins keep the order of the tables: the engine has
 * no idea how few rows the walk has reached, and would read the whole layer for each of them.
 */
export function createTreeStore(queries: Knex, layers: Layers) {
  const { own, shipped } = layers;

  /** Own models that inherit from `name` at any depth, as a query of `below(name, base_name, depth)`. */
  const below = (name: string) =>
    queries
      .withRecursive('below', ['name', 'base_name', 'depth'], (direct) =>
        direct
          .select('name', 'base_name', queries.raw('1'))
          .from('model')
          .where({ layer: own, base_name: name })
          .whereNot('name', name)
          .unionAll((next) =>
            next
              .select('m.name', 'm.base_name', queries.raw('b.depth + 1'))
              .from('below as b')
              .joinRaw('cross join model as m')
              .where('m.layer', own)
              .whereRaw('m.base_name = b.name')
              .where('b.depth', '<', deepest),
          ),
      )
      .from('below as b');

  /** From a model to its root, as a query of `chain(layer, name, base_name, depth)`. */
  const chain = (layer: string, name: string, most: number) =>
    queries
      .withRecursive('chain', ['layer', 'name', 'base_name', 'depth'], (first) =>
        first
          .select('layer', 'name', 'base_name', queries.raw('1'))
          .from('model')
          .where({ layer, name })
          .unionAll((next) =>
            next
              .select('m.layer', 'm.name', 'm.base_name', queries.raw('c.depth + 1'))
              .from('chain as c')
              .joinRaw('cross join model as m')
              .where('c.layer', own)
              .where('c.depth', '<', most)
              .whereRaw('m.name = c.base_name')
              .whereRaw(
                `m.layer = case when c.base_name <> c.name
                  and exists (select 1 from model as o where o.layer = ? and o.name = c.base_name) then ? else ? end`,
                [own, own, shipped],
              ),
          ),
      )
      .from('chain as c');

  /** Own models that a shipped one is behind: hidden by them or at the end of their chain. */
  const resting = () =>
    queries
      .withRecursive('resting', ['name'], (direct) =>
        direct
          .select('m.name')
          .from('model as m')
          .joinRaw('cross join model as s')
          .where({ 'm.layer': own, 's.layer': shipped })
          .whereRaw('(s.name = m.name or s.name = m.base_name)')
          .union((next) =>
            next
              .select('m.name')
              .from('resting as r')
              .joinRaw('cross join model as m')
              .where('m.layer', own)
              .whereRaw('m.base_name = r.name'),
          ),
      )
      .from('resting as r');

  return {
    /** Own models that inherit from `name` at any depth. */
    dependents: (name: string): Promise<Node[]> => below(name).select('b.name', 'b.base_name'),

    /** How many own models inherit from `name` at any depth, at most `limit`, and how deep the deepest hangs. */
    async extentBelow(name: string, limit: number): Promise<{ count: number; depth: number }> {
      const [row] = await queries
        .from(below(name).limit(limit).select('b.depth').as('reached'))
        .select(queries.raw('count(*) as count'), queries.raw('coalesce(max(depth), 0) as depth'));
      return { count: Number(row?.count), depth: Number(row?.depth) };
    },

    /**
     * From a model to its root, the model first, all of one moment; cut where it is longer than `most`.
     * @param layer the model's own layer or the shipped one
     */
    chain: (layer: string, name: string, most: number): Promise<ShownRow[]> =>
      withProvider<ModelRow>(
        chain(layer, name, most)
          .joinRaw('cross join model as m')
          .whereRaw('m.layer = c.layer and m.name = c.name')
          .orderBy('c.depth')
          .select('m.*'),
        queries,
        layers,
      ),

    /** Own models that a shipped one is behind, at any depth: what a newer catalog may change. */
    restingOnCatalog: (): Promise<Node[]> =>
      resting()
        .joinRaw('cross join model as m')
        .where('m.layer', own)
        .whereRaw('m.name = r.name')
        .select('m.name', 'm.base_name'),
  };
}
