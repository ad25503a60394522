// Writes apps/server/src/db/schema.report.md: the schema as the migrations leave it. Needs a build: `npm run build` first.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const target = new URL('../apps/server/src/db/schema.report.md', import.meta.url);

/**
 * @typedef {{ name: string; type: string; notnull: number; dflt_value: string | null; pk: number }} Column
 * @typedef {{ name: string; unique: number; origin: string }} Index
 * @typedef {{ from: string; table: string; to: string }} Reference
 * @typedef {{ name: string; columns: Column[]; indexes: { name: string; unique: boolean; columns: string[] }[]; references: Reference[] }} Table
 * @typedef {(sql: string, ...values: string[]) => Promise<any[]>} Query
 */

/**
 * The tables as the embedded engine describes them.
 * @param {Query} query
 * @returns {Promise<Table[]>}
 */
async function tables(query) {
  const names = await query(
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name",
  );
  return Promise.all(names.map(async ({ name }) => table(query, name)));
}

/**
 * @param {Query} query
 * @param {string} name
 * @returns {Promise<Table>}
 */
async function table(query, name) {
  /** @type {Index[]} */
  const indexes = await query('select name, "unique", origin from pragma_index_list(?) order by name', name);
  return {
    name,
    columns: await query('select * from pragma_table_info(?) order by cid', name),
    references: await query('select * from pragma_foreign_key_list(?) order by "from"', name),
    indexes: await Promise.all(
      // The primary key's own index is told by the columns.
      indexes
        .filter(({ origin }) => origin !== 'pk')
        .map(async (index) => ({
          name: index.name,
          unique: index.unique === 1,
          columns: await columnsOf(query, index.name),
        })),
    ),
  };
}

/**
 * @param {Query} query
 * @param {string} index
 * @returns {Promise<string[]>}
 */
async function columnsOf(query, index) {
  const columns = await query('select name from pragma_index_info(?) order by seqno', index);
  return columns.map(({ name }) => name ?? '(expression)');
}

/** @param {Column} column */
function columnLine({ name, type, notnull, dflt_value: preset, pk }) {
  const words = [
    type,
    ...(notnull === 1 ? ['not null'] : []),
    ...(preset === null ? [] : [`default ${preset}`]),
    ...(pk > 0 ? [`primary key ${pk}`] : []),
  ];
  return `| \`${name}\` | ${words.join(', ')} |`;
}

/** @param {Table} table */
function section({ name, columns, indexes, references }) {
  const indexLines = indexes.map(
    (index) => `- ${index.unique ? 'unique ' : ''}index \`${index.name}\` (${index.columns.join(', ')})`,
  );
  const referenceLines = references.map(
    (reference) => `- \`${reference.from}\` references \`${reference.table}.${reference.to}\``,
  );
  const lists = [...indexLines, ...referenceLines];
  return [
    `## ${name}`,
    '',
    '| column | |',
    '|---|---|',
    ...columns.map(columnLine),
    '',
    ...(lists.length > 0 ? [...lists, ''] : []),
  ];
}

/**
 * The report as Markdown.
 * @param {Query} query asks a migrated, embedded database
 */
export async function schemaReport(query) {
  return [
    '# The schema',
    '',
    'Made by `node scripts/schema-report.mjs` from a database that all migrations have run on. What the columns are for',
    'stands in the migrations.',
    '',
    ...(await tables(query)).flatMap(section),
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  /** @param {string} file */
  const built = (file) => import(new URL(`../apps/server/dist/db/${file}`, import.meta.url).href);
  const database = (await built('connect.js')).openDatabase('sqlite::memory:');
  try {
    await (await built('migrate.js')).migrate(database, 'in memory');
    writeFileSync(target, await schemaReport((sql, ...values) => database.read.raw(sql, values)));
  } finally {
    await database.close();
  }
}
