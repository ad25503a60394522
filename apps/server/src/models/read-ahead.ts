import type { Knex } from 'knex';
import type { ModelRow } from '../db/rows.js';
import { rowsOf } from '../db/rows-of.js';
import type { Layers } from '../revisions/layers.js';
import { type ShownRow, shownByNames } from './answer-row.js';

/** What stands under one name: the organization's own model, the shipped one, both or none. Aliases are not followed. */
export interface Place {
  name: string;
  own: ShownRow | undefined;
  /** Also one that has left the catalog since. */
  shipped: ShownRow | undefined;
}

/** What was read for a transaction before its units of work began, as far as none of them has changed it. */
export interface RowsAhead {
  place(name: string): Place | undefined;
  /** Whether it is known that no own model inherits from that name. */
  isLeaf(name: string): boolean;
  /** A row is about to be written, or taken away. */
  changes(row: Pick<ModelRow, 'name'> & Partial<Pick<ModelRow, 'base_name'>>): void;
}

const byTransaction = new WeakMap<Knex, RowsAhead>();

/** What was read ahead for a transaction; undefined outside of one. */
export const rowsAheadOf = (queries: Knex): RowsAhead | undefined => byTransaction.get(queries);

/** Lists of a few lengths, so that engines plan few statements: the last item is repeated. */
export function padded<Item>(items: readonly Item[]): Item[] {
  const [last] = items.slice(-1);
  const length = 2 ** Math.ceil(Math.log2(Math.max(items.length, 1)));
  return last === undefined ? [] : [...items, ...Array(length - items.length).fill(last)];
}

/** What stands under some names. */
export async function readPlaces(
  queries: Knex,
  layers: Layers,
  names: readonly string[],
): Promise<Map<string, Place>> {
  const rows = await shownByNames<ModelRow>(queries, layers, 'm.*', [layers.own, layers.shipped], names);
  const places = new Map<string, Place>(
    names.map((name) => [name, { name, own: undefined, shipped: undefined }]),
  );
  for (const row of rows) {
    const place = places.get(row.name);
    if (place) place[row.layer === layers.own ? 'own' : 'shipped'] = row;
  }
  return places;
}

/** Those of some names that own models inherit from. */
async function readBases(queries: Knex, { own }: Layers, names: readonly string[]): Promise<Set<string>> {
  // One that inherits answers the question: a base may have thousands.
  const sql = `select v.column1 as name from (values ${names.map(() => '(?)').join(', ')}) as v
    where exists (select 1 from model as m where m.layer = ? and m.base_name = v.column1 and m.name <> m.base_name)`;
  const rows = await rowsOf<{ name: string }>(queries, sql, [...names, own]);
  return new Set(rows.map((row) => row.name));
}

/**
 * Reads at once what units of work would read one after the other: the models of some names, and whether any inherit from
 * them. The stores of the transaction answer from it until they write there.
 * @returns how to forget it all
 */
export async function readAhead(
  tx: Knex.Transaction,
  layers: Layers,
  names: ReadonlySet<string>,
): Promise<() => void> {
  const asked = padded([...names]);
  if (asked.length === 0) return () => {};
  const [places, bases] = await Promise.all([readPlaces(tx, layers, asked), readBases(tx, layers, asked)]);
  const leaves = new Set([...names].filter((name) => !bases.has(name)));
  const forget = () => void byTransaction.delete(tx);
  byTransaction.set(tx, {
    place: (name) => places.get(name),
    isLeaf: (name) => leaves.has(name),
    changes({ name, base_name: base }) {
      places.delete(name);
      if (base) leaves.delete(base);
    },
  });
  return forget;
}
