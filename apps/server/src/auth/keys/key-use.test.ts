import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../../test/support/databases.js';
import { changesOf, writable } from '../../../test/support/organizations.js';
import { counted } from '../../../test/support/statements.js';
import type { ApiKeyRow } from '../../db/rows.js';
import { createKeyUse } from './key-use.js';
import { createKeyService } from './service.js';

const acme = { organization: 'acme', principal: 'operator' };

onEveryEngine((open) => {
  async function usedKey() {
    const deps = await writable(await open());
    const keys = createKeyService(deps);
    const { value } = await keys.create(acme, { name: 'gateway', role: 'viewer' });
    const find = async (): Promise<ApiKeyRow> => {
      const row = await keys.find(value.id);
      if (!row) throw new Error('The key is gone.');
      return row;
    };
    return { ...deps, keys, find, use: createKeyUse(deps.database.write, deps.clock) };
  }

  it('writes when a key was used, outside the revision', async () => {
    const { use, find, time, database } = await usedKey();
    time.advance(5);
    use.note(await find());
    await use.flush();
    expect((await find()).last_used_at).toBe('2026-11-01T00:00:05.000Z');
    expect(await changesOf(database, 'acme')).toHaveLength(1);
  });

  it('writes at most once a minute for a key', async () => {
    const { use, find, time } = await usedKey();
    use.note(await find());
    await use.flush();
    time.advance(59);
    use.note(await find());
    await use.flush();
    expect((await find()).last_used_at).toBe('2026-11-01T00:00:00.000Z');
    time.advance(1);
    use.note(await find());
    await use.flush();
    expect((await find()).last_used_at).toBe('2026-11-01T00:01:00.000Z');
  });

  it('writes at most once a minute for a key that another server has seen too', async () => {
    const { use, find, time, database } = await usedKey();
    const unused = await find();
    const elsewhere = createKeyUse(database.write, time.clock);
    elsewhere.note(unused);
    await elsewhere.flush();
    time.advance(30);
    use.note(unused);
    await use.flush();
    expect((await find()).last_used_at).toBe('2026-11-01T00:00:00.000Z');
  });

  it('asks nothing of the database for a row that was read before its use was written', async () => {
    const { use, find, database } = await usedKey();
    const unused = await find();
    use.note(unused);
    await use.flush();
    const statements = counted(database);
    use.note(unused);
    await use.flush();
    expect(statements()).toBe(0);
  });

  it('asks nothing of the database for a key whose last use is less than a minute ago', async () => {
    const { use, find, database } = await usedKey();
    use.note(await find());
    await use.flush();
    const key = await find();
    const statements: unknown[] = [];
    database.write.on('query', (statement) => statements.push(statement));
    use.note(key);
    await use.flush();
    expect(statements).toEqual([]);
  });

  it('writes the uses of many keys, those too that come while it writes', async () => {
    const { use, keys } = await usedKey();
    for (let i = 0; i < 20; i++) await keys.create(acme, { name: `key ${i}`, role: 'viewer' });
    const listed = await keys.list('acme');
    for (const key of listed) use.note(key);
    await use.flush();
    expect((await keys.list('acme')).map((key) => key.last_used_at)).not.toContain(null);
  });

  it('does not bring back a key that was revoked meanwhile', async () => {
    const { use, keys, find } = await usedKey();
    const key = await find();
    await keys.remove(acme, key.id);
    use.note(key);
    await use.flush();
    expect(await keys.list('acme')).toEqual([]);
  });

  describe('when the database cannot be written', () => {
    it('fails nothing, rests for a minute and then goes on', async () => {
      const { use, find, time, database } = await usedKey();
      const key = await find();
      await database.write.schema.renameTable('api_key', 'out_of_reach');
      expect(() => use.note(key)).not.toThrow();
      await use.flush();
      await database.write.schema.renameTable('out_of_reach', 'api_key');
      time.advance(59);
      use.note(key);
      await use.flush();
      expect((await find()).last_used_at).toBeNull();
      time.advance(1);
      use.note(key);
      await use.flush();
      expect((await find()).last_used_at).toBe('2026-11-01T00:01:00.000Z');
    });
  });
});
