// The comparison: one statement after another, each its own durable commit, on the same driver with the same settings.
import { mkdtempSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const require = createRequire(new URL('../../apps/server/package.json', import.meta.url));
const Database = require('libsql');

const seconds = Number(process.argv[2]);
const folder = mkdtempSync(join(tmpdir(), 'llm-registry-bench-'));
try {
  const database = new Database(join(folder, 'loop.db'));
  database.pragma('journal_mode = WAL');
  database.pragma('synchronous = FULL');
  database.exec('create table model (name text primary key, answer text)');
  const put = database.prepare(
    'insert into model values (?, ?) on conflict do update set answer = excluded.answer',
  );
  const began = performance.now();
  let commits = 0;
  for (; performance.now() - began < seconds * 1_000; commits++)
    put.run(`model-${commits % 1_000}`, `{"turn":${commits}}`);
  console.log(commits / ((performance.now() - began) / 1_000));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
