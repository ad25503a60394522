import { describe, expect, it } from 'vitest';
import { onlyOn } from '../../test/support/databases.js';
import { openDatabase } from '../db/connect.js';
import { openMigrated } from './storage.js';

const configOf = (databaseUrl: string) => ({ databaseUrl, shownDatabaseUrl: 'shown', databasePoolSize: 2 });

describe('a database server that does not come up', () => {
  it('is waited for, which is said once, and then is one message', async () => {
    const reasons: string[] = [];
    const waiting = { patience: 500, pause: 100, began: (reason: string) => void reasons.push(reason) };
    // Nothing listens on the port of the discard service.
    const opened = openMigrated(configOf('postgres://user:secret@127.0.0.1:9/registry'), waiting);
    await expect(opened).rejects.toThrow(
      /^DATABASE_URL \(shown\) cannot be used: connect ECONNREFUSED .*\. Check that PostgreSQL runs there/,
    );
    expect(reasons).toEqual([expect.stringContaining('ECONNREFUSED')]);
    await expect(opened).rejects.not.toThrow(/secret/);
  });
});

onlyOn('postgres', (_open, { freshUrl }) => {
  it('what waiting does not help is said at once', async () => {
    const url = `${await freshUrl()}_that_nobody_made`;
    const waiting = { began: () => expect.unreachable('waits for what has to be corrected') };
    await expect(openMigrated(configOf(url), waiting)).rejects.toThrow(
      /database ".*" does not exist\. Check/,
    );
  });

  it('a database of something else is left alone', async () => {
    const url = await freshUrl();
    const theirs = openDatabase(url);
    await theirs.write.schema.createTable('invoices', (table) => table.text('id'));
    await expect(openMigrated(configOf(url))).rejects.toThrow(/holds other tables and none of ours/);
    expect(await theirs.dialect.contents(theirs.read)).toEqual(['invoices']);
    await theirs.close();
  });
});
