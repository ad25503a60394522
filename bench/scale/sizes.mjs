// How large tables and indexes are, for each model of an organization.

const tables = `select relname as name, pg_table_size(oid) as bytes, pg_indexes_size(oid) as indexes
  from pg_class where relname in ('model', 'change', 'organization') order by relname`;

const indexes = `select i.relname as name, pg_relation_size(i.oid) as bytes from pg_index x
  join pg_class i on i.oid = x.indexrelid where x.indrelid = 'model'::regclass order by bytes desc`;

export async function printSizes(read, rows) {
  const each = (bytes) => `${(Number(bytes) / rows).toFixed(0)} B`;
  const found = (await read.raw(tables)).rows;
  console.log('\n| table | rows of it | its indexes |\n|---|---|---|');
  for (const table of found) console.log(`| ${table.name} | ${each(table.bytes)} | ${each(table.indexes)} |`);
  console.log(
    `\nIndexes of model: ${(await read.raw(indexes)).rows.map((one) => `${one.name} ${each(one.bytes)}`).join(', ')}`,
  );
  const all = found.reduce((sum, table) => sum + Number(table.bytes) + Number(table.indexes), 0);
  console.log(
    `All: ${each(all)} a model and its change; ${(((all / rows) * 1e7) / 2 ** 30).toFixed(0)} GiB for 10 million`,
  );
}
