import { expect, it } from 'vitest';
import { onEveryEngine } from '../../../test/support/databases.js';
import { changesOf, writable } from '../../../test/support/organizations.js';
import { hashOfKey, idOfKey } from './key-format.js';
import { createOperatorKeys, KeyCommandError } from './operator-keys.js';
import { findKey } from './store.js';

onEveryEngine((open) => {
  async function operator() {
    const { database, commit, clock } = await writable(await open());
    return { database, keys: createOperatorKeys(database, commit, clock) };
  }

  it('creates a key for any organization and says so in its change log', async () => {
    const { database, keys } = await operator();
    const { key, plaintext } = await keys.create({
      organization: 'acme',
      name: 'ci',
      role: 'admin',
      expires: '90d',
    });
    expect(key).toMatchObject({
      organization: 'acme',
      name: 'ci',
      role: 'admin',
      expires_at: '2027-01-30T00:00:00.000Z',
    });
    expect(idOfKey(plaintext)).toBe(key.id);
    expect((await findKey(database.read, key.id))?.hash).toBe(hashOfKey(plaintext));
    expect(await changesOf(database, 'acme')).toMatchObject([
      { principal: 'operator', operation: 'createKey' },
    ]);
  });

  it('lists the keys of all organizations, or of one', async () => {
    const { keys } = await operator();
    await keys.create({ organization: 'acme', name: 'a', role: 'viewer' });
    await keys.create({ organization: 'globex', name: 'b', role: 'viewer' });
    expect((await keys.list()).map((key) => key.organization).sort()).toEqual(['acme', 'globex']);
    expect((await keys.list('globex')).map((key) => key.name)).toEqual(['b']);
    expect(JSON.stringify(await keys.list())).not.toContain('hash');
  });

  it('revokes a key by its id, whose ever it is', async () => {
    const { database, keys } = await operator();
    const { key } = await keys.create({ organization: 'acme', name: 'a', role: 'viewer' });
    expect(await keys.revoke(key.id)).toEqual(key);
    expect(await keys.list()).toEqual([]);
    expect((await changesOf(database, 'acme')).at(-1)).toMatchObject({
      operation: 'deleteKey',
      stored: null,
    });
    await expect(keys.revoke(key.id)).rejects.toThrow(KeyCommandError);
  });

  it.each([
    [{ organization: '' }, /organization must have 1 to 255/],
    [{ organization: 'a\u0000b' }, /organization may not hold control/],
    [{ organization: '\ud800' }, /organization may not hold control/],
    [{ organization: 'x'.repeat(256) }, /organization must have 1 to 255/],
    [{ name: '' }, /name must have/],
    [{ role: 'owner' }, /role must be/],
    [{ expires: 'soon' }, /expiry must be/],
    [{ expires: '2020-01-01T00:00:00Z' }, /expiry must be/],
  ])('refuses %j with what to change', async (wrong, message) => {
    const { keys } = await operator();
    const request = { organization: 'acme', name: 'ci', role: 'admin', ...wrong };
    await expect(keys.create(request)).rejects.toThrow(message);
    expect(await keys.list()).toEqual([]);
  });
});
