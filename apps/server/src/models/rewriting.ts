import type { Knex } from 'knex';
import type { ModelRow } from '../db/rows.js';
import { rowsOf } from '../db/rows-of.js';
import type { Layers } from '../revisions/layers.js';
import { marks } from './answer-row.js';
import { createPace } from './pace.js';
import { padded, rowsAheadOf } from './read-ahead.js';

/** What an own model is computed from, and what it answers now. Its other columns follow from these. */
const readColumns = [
  'name',
  'definition',
  'base_name',
  'provider_id',
  'created_at',
  'updated_at',
  'answer',
] as const satisfies (keyof ModelRow)[];

export type RewrittenRow = Pick<ModelRow, (typeof readColumns)[number]>;

/** Columns with the values that they get. */
export type Changes = Partial<Omit<ModelRow, 'layer' | 'name'>>;

/** Answers what changes in a row; nothing where it stays as it is. */
export type Rewrite = (row: RewrittenRow) => Changes;

type NumberColumn = {
  [Column in keyof ModelRow]: ModelRow[Column] extends number | null ? Column : never;
}[keyof ModelRow];

/** Values in a list are texts to PostgreSQL. */
const numberColumns: Record<NumberColumn, true> = {
  retired: true,
  max_context_window: true,
  max_output_tokens: true,
  streaming_support: true,
  function_call: true,
  image_support: true,
  is_called_by_custom_name: true,
  revision: true,
};

/** How many rows are read, and written, by one statement: a few milliseconds of work. */
const rowsAtOnce = 64;

/** Changes columns of some rows at once: the first value of each is its name. Other columns' indexes are spared. */
function updateOf(columns: readonly string[], rows: number): string {
  const value = (column: string, index: number) =>
    column in numberColumns ? `cast(v.column${index + 2} as bigint)` : `v.column${index + 2}`;
  const set = columns.map((column, index) => `${column} = ${value(column, index)}`).join(', ');
  const row = `(${marks(['name', ...columns])})`;
  return `update model set ${set} from (values ${Array(rows).fill(row).join(', ')}) as v
    where model.layer = ? and model.name = v.column1`;
}

interface Changed {
  name: string;
  changes: Changes;
}

/** Those that change the same columns together. */
function byColumns(changed: readonly Changed[]): Map<string, Changed[]> {
  const groups = new Map<string, Changed[]>();
  for (const one of changed) {
    const columns = Object.keys(one.changes).join();
    const group = groups.get(columns);
    if (group) group.push(one);
    else groups.set(columns, [one]);
  }
  groups.delete('');
  return groups;
}

/** Rewrites any number of an organization's own models over one transaction. */
export function createRewriting(queries: Knex, { own }: Layers) {
  const ahead = rowsAheadOf(queries);
  const select = `select ${readColumns.join(', ')} from model where layer = ? and name in`;

  async function read(names: readonly string[]): Promise<RewrittenRow[]> {
    if (names.length === 0) return [];
    const asked = padded(names);
    const rows = await rowsOf<RewrittenRow>(queries, `${select} (${marks(asked)})`, [own, ...asked]);
    const byName = new Map(rows.map((row) => [row.name, row]));
    return names.flatMap((name) => byName.get(name) ?? []);
  }

  async function write(changed: readonly Changed[]): Promise<void> {
    for (const [columns, group] of byColumns(changed)) {
      const rows = padded(group);
      const values = rows.flatMap(({ name, changes }) => [name, ...Object.values(changes)]);
      await rowsOf(queries, updateOf(columns.split(','), rows.length), [...values, own]);
    }
  }

  function changedBy(rewrite: Rewrite, rows: readonly RewrittenRow[]): Changed[] {
    return rows.map((row) => {
      const changes = rewrite(row);
      ahead?.changes({ ...row, ...changes });
      return { name: row.name, changes };
    });
  }

  return {
    /**
     * Rewrites own models in the order of their names here. Others have the event loop in between: a database that
     * answers at once would keep it from them until the last one is written.
     */
    async rewrite(names: readonly string[], rewrite: Rewrite): Promise<void> {
      const breathe = createPace();
      if (names.length === 0) return;
      await breathe();
      const readFrom = (start: number) => read(names.slice(start, start + rowsAtOnce));
      let rows = await readFrom(0);
      for (let start = 0; start < names.length; start += rowsAtOnce) {
        const changed = changedBy(rewrite, rows);
        await breathe();
        // What is read next are other rows than those that are written.
        [, rows] = await Promise.all([write(changed), readFrom(start + rowsAtOnce)]);
        await breathe();
      }
    },
  };
}
