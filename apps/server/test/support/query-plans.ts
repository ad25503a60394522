import type { Database } from '../../src/db/connect.js';
import type { Binding } from '../../src/listing/sql.js';
import type { Engine } from './databases.js';

/** How an engine finds the rows of one statement. */
export interface Searches {
  /** The index of the first search for models. */
  index: string;
  /** The conditions that lead into it, sorted, such as `layer=?` and `(input_cost,name)>(?,?)`. */
  by: string[];
  /** Whether that index holds all that is read. */
  covered: boolean;
  /** What is read as a whole. */
  scans: string[];
}

/** One node of a plan of PostgreSQL. */
interface Node {
  'Node Type': string;
  Alias?: string;
  'Index Name'?: string;
  'Index Cond'?: string;
  Plans?: Node[];
}

const nodesOf = (node: Node): Node[] => [node, ...(node.Plans ?? []).flatMap(nodesOf)];

/** Conditions of PostgreSQL as SQLite spells them. */
function conditionsOf(condition: string): string[] {
  const spelled = condition
    .replace(/'[^']*'(::\w+)?/g, '?')
    .replace(/ROW\((\w+|\?), (\w+|\?)\)/g, '($1,$2)')
    .replace(/ ([<>=]+) /g, '$1')
    .replace(/([<>])=/g, '$1');
  return spelled.match(/\((\w+),(\w+)\)[<>]\(\?,\?\)|\w+[<>=]\?/g)?.sort() ?? [];
}

async function ofPostgres({ write }: Database, sql: string, bindings: readonly Binding[]): Promise<Searches> {
  const plan = await write.transaction(async (tx) => {
    await tx.raw('analyze model');
    // A table so small would be read as a whole, and sorted.
    for (const way of ['seqscan', 'bitmapscan', 'sort', 'incremental_sort'])
      await tx.raw(`set local enable_${way} = off`);
    const { rows }: { rows: { 'QUERY PLAN': [{ Plan: Node }] }[] } = await tx.raw(
      `EXPLAIN (FORMAT JSON) ${sql}`,
      [...bindings],
    );
    return rows[0]?.['QUERY PLAN'][0].Plan;
  });
  const nodes = plan === undefined ? [] : nodesOf(plan);
  const own = nodes.find(({ Alias }) => Alias === 'm_1') ?? nodes.find(({ Alias }) => Alias === 'm');
  return {
    index: own?.['Index Name'] ?? '',
    by: conditionsOf(own?.['Index Cond'] ?? ''),
    covered: own?.['Node Type'] === 'Index Only Scan',
    scans: nodes.filter((node) => node['Node Type'] === 'Seq Scan').map(({ Alias = '' }) => Alias),
  };
}

async function ofSqlite({ read }: Database, sql: string, bindings: readonly Binding[]): Promise<Searches> {
  const plan: { detail: string }[] = await read.raw(`EXPLAIN QUERY PLAN ${sql}`, [...bindings]);
  const details = plan.map(({ detail }) => detail);
  const own = details.find((detail) => / m /.test(detail)) ?? '';
  const [, covering, index = '', conditions = ''] =
    /^SEARCH m USING (COVERING )?INDEX (\w+) \((.*)\)$/.exec(own) ?? [];
  return {
    index,
    by: conditions.split(' AND ').sort(),
    covered: covering !== undefined,
    scans: details.filter((detail) => /SCAN (m|p)\b/.test(detail)),
  };
}

/** Asks each engine how it would run a statement. */
export const searchesOn: Record<Engine, typeof ofSqlite> = { sqlite: ofSqlite, postgres: ofPostgres };
