// Migrates the database of its first argument. With a column's name as a second argument the process is killed where the
// first migration comes to that column, as a machine that loses its power would be.
import { openDatabase } from '../../src/db/connect.js';
import type { Dialect } from '../../src/db/dialect.js';
import { migrate } from '../../src/db/migrate.js';

const [url = '', deadlyColumn] = process.argv.slice(2);
const database = openDatabase(url);

const textColumn: Dialect['textColumn'] = (table, column) => {
  if (column === deadlyColumn) process.kill(process.pid, 'SIGKILL');
  return database.dialect.textColumn(table, column);
};

await migrate({ ...database, dialect: { ...database.dialect, textColumn } }, 'test');
await database.close();
