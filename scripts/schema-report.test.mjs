import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { openDatabase } from '../apps/server/src/db/connect.js';
import { migrate } from '../apps/server/src/db/migrate.js';
import { schemaReport } from './schema-report.mjs';

it('the schema report says what the migrations make (else: node scripts/schema-report.mjs)', async () => {
  const committed = readFileSync(new URL('../apps/server/src/db/schema.report.md', import.meta.url), 'utf8');
  const database = openDatabase('sqlite::memory:');
  await migrate(database, 'in memory');
  const report = await schemaReport((sql, ...values) => database.read.raw(sql, values));
  await database.close();
  expect(committed).toBe(report);
});
