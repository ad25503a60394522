import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../../test/support/databases.js';
import { changesOf, writable } from '../../../test/support/organizations.js';
import { hashOfKey, idOfKey } from './key-format.js';
import { createKeyService } from './service.js';
import { adminKeyFault, createFirstKey, ensureAdminKey } from './standing-keys.js';

const operator = { organization: 'default', principal: 'operator' };
const one = 'a-value-of-ADMIN_API_KEY/with+32.characters';
const another = 'another-value-of-ADMIN_API_KEY-as-long-as-that';

onEveryEngine((open) => {
  async function start() {
    const deps = await writable(await open());
    return { ...deps, keys: createKeyService(deps) };
  }

  describe('the admin key of the environment', () => {
    it('is an admin key of the default organization, of which only the hash is stored', async () => {
      const { keys, database, ...deps } = await start();
      expect(await ensureAdminKey(deps, one)).toBe('set');
      expect(await keys.list('default')).toMatchObject([{ id: 'env', role: 'admin', expires_at: null }]);
      expect((await keys.find('env'))?.hash).toBe(hashOfKey(one));
      const everything = [
        await database.read('api_key'),
        await database.read('setting'),
        await database.read('change'),
      ];
      expect(JSON.stringify(everything)).not.toContain(one);
      expect(JSON.stringify(await database.read('change'))).not.toContain(hashOfKey(one));
    });

    it('changes nothing at a start with the same value', async () => {
      const { database, ...deps } = await start();
      await ensureAdminKey(deps, one);
      expect(await ensureAdminKey(deps, one)).toBe('unchanged');
      expect(await changesOf(database, 'default')).toHaveLength(1);
    });

    it('is replaced by a new value', async () => {
      const { keys, ...deps } = await start();
      await ensureAdminKey(deps, one);
      expect(await ensureAdminKey(deps, another)).toBe('set');
      expect(await keys.list('default')).toHaveLength(1);
      expect((await keys.find('env'))?.hash).toBe(hashOfKey(another));
    });

    it('stays when a later start has no value', async () => {
      const { keys, ...deps } = await start();
      await ensureAdminKey(deps, one);
      expect(await ensureAdminKey(deps, undefined)).toBe('unset');
      expect((await keys.find('env'))?.hash).toBe(hashOfKey(one));
    });

    it('stays revoked at a start with the value that was revoked, and comes back with a new one', async () => {
      const { keys, ...deps } = await start();
      await ensureAdminKey(deps, one);
      await keys.remove(operator, 'env');
      expect(await ensureAdminKey(deps, one)).toBe('revoked');
      expect(await keys.find('env')).toBeUndefined();
      expect(await ensureAdminKey(deps, another)).toBe('set');
      expect(await keys.find('env')).toBeDefined();
    });
  });

  describe('the first key', () => {
    it('is an admin key of the default organization', async () => {
      const { keys, ...deps } = await start();
      const key = await createFirstKey(deps);
      const stored = await keys.find(idOfKey(key ?? '') ?? '');
      expect(stored).toMatchObject({ organization: 'default', name: 'first start', role: 'admin' });
      expect(stored?.hash).toBe(hashOfKey(key ?? ''));
    });

    it('is made once, not again when it was revoked', async () => {
      const { keys, ...deps } = await start();
      const key = await createFirstKey(deps);
      expect(await createFirstKey(deps)).toBeNull();
      await keys.remove(operator, idOfKey(key ?? '') ?? '');
      expect(await createFirstKey(deps)).toBeNull();
      expect(await keys.list('default')).toEqual([]);
    });

    it('is made once when two servers start at the same time', async () => {
      const { keys, ...deps } = await start();
      const made = await Promise.all([createFirstKey(deps), createFirstKey(deps)]);
      expect(made.filter((key) => key !== null)).toHaveLength(1);
      expect(await keys.list('default')).toHaveLength(1);
    });

    it('is not made where any other key was made before, even if it is gone', async () => {
      const { keys, ...deps } = await start();
      const { value } = await keys.create(
        { organization: 'acme', principal: 'operator' },
        { name: 'x', role: 'viewer' },
      );
      await keys.remove({ organization: 'acme', principal: 'operator' }, value.id);
      expect(await createFirstKey(deps)).toBeNull();
    });

    it('is not made where the environment gave one', async () => {
      const { keys: _keys, ...deps } = await start();
      await ensureAdminKey(deps, one);
      expect(await createFirstKey(deps)).toBeNull();
    });
  });
});

describe('a value for the admin key', () => {
  it('is 32 or more visible ASCII characters of any form', () => {
    expect(adminKeyFault('~'.repeat(32))).toBeNull();
    expect(adminKeyFault('a'.repeat(31))).toMatch(/32 characters/);
    expect(adminKeyFault('')).toMatch(/32 characters/);
    expect(adminKeyFault(`${'a'.repeat(32)} b`)).toMatch(/visible ASCII/);
    expect(adminKeyFault('ä'.repeat(32))).toMatch(/visible ASCII/);
    expect(adminKeyFault('a'.repeat(5_000))).toMatch(/fewer/);
  });
});
