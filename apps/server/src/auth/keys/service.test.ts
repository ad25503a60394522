import { expect, it } from 'vitest';
import { onEveryEngine } from '../../../test/support/databases.js';
import { changesOf, writable } from '../../../test/support/organizations.js';
import { hashOfKey, idOfKey } from './key-format.js';
import { createKeyService } from './service.js';

const acme = { organization: 'acme', principal: 'key:someone' };
const globex = { organization: 'globex', principal: 'key:other' };

onEveryEngine((open) => {
  async function service() {
    const deps = await writable(await open());
    return { ...deps, keys: createKeyService(deps) };
  }

  it('answers a new key whole once, and afterwards without its secret', async () => {
    const { keys } = await service();
    const { value, revision } = await keys.create(acme, { name: 'gateway', role: 'viewer' });
    expect(value).toEqual({
      id: idOfKey(value.api_key),
      name: 'gateway',
      role: 'viewer',
      expires_at: null,
      created_at: '2026-11-01T00:00:00.000Z',
      last_used_at: null,
      api_key: expect.stringMatching(/^llmr_[A-Za-z0-9]{12}_[\w-]{43}$/),
    });
    const { api_key: _once, ...listed } = value;
    expect(await keys.list('acme')).toEqual([listed]);
    expect(revision).toBe(1);
  });

  it('stores of a key only its SHA-256, and none of it in the change log', async () => {
    const { keys, database } = await service();
    const { value } = await keys.create(acme, { name: 'gateway', role: 'viewer' });
    const secret = value.api_key.slice(`llmr_${value.id}_`.length);
    const everything = JSON.stringify([
      await database.read('api_key'),
      await database.read('change'),
      await database.read('setting'),
    ]);
    expect(everything).not.toContain(secret);
    expect((await keys.find(value.id))?.hash).toBe(hashOfKey(value.api_key));
    const [change] = await changesOf(database, 'acme');
    expect(change).toMatchObject({
      revision: 1,
      principal: 'key:someone',
      operation: 'createKey',
      kind: 'key',
      name: value.id,
    });
    const { api_key: _once, ...answer } = value;
    expect(JSON.parse(change?.stored ?? '')).toEqual(answer);
  });

  it('keeps the expiry in UTC, and refuses one that is not in the future', async () => {
    const { keys } = await service();
    const wanted = { name: 'ci', role: 'editor' as const };
    const { value } = await keys.create(acme, { ...wanted, expires_at: '2027-01-01T00:00:00+01:00' });
    expect(value.expires_at).toBe('2026-12-31T23:00:00.000Z');
    await expect(keys.create(acme, { ...wanted, expires_at: '2026-11-01T00:00:00Z' })).rejects.toMatchObject({
      code: 'invalid_request',
      errors: [{ pointer: '/body/expires_at' }],
    });
    expect(await keys.list('acme')).toHaveLength(1);
  });

  it('lists keys by creation time', async () => {
    const { keys, time } = await service();
    for (const name of ['first', 'second', 'third']) {
      await keys.create(acme, { name, role: 'viewer' });
      time.advance(1);
    }
    expect((await keys.list('acme')).map((key) => key.name)).toEqual(['first', 'second', 'third']);
  });

  it('revokes a key at once, with its row in the change log', async () => {
    const { keys, database } = await service();
    const { value } = await keys.create(acme, { name: 'gateway', role: 'viewer' });
    expect((await keys.remove(acme, value.id)).revision).toBe(2);
    expect(await keys.find(value.id)).toBeUndefined();
    expect(await keys.list('acme')).toEqual([]);
    expect((await changesOf(database, 'acme')).at(-1)).toMatchObject({
      operation: 'deleteKey',
      kind: 'key',
      name: value.id,
      stored: null,
    });
  });

  it('does not know the keys of other organizations', async () => {
    const { keys } = await service();
    const { value } = await keys.create(acme, { name: 'gateway', role: 'viewer' });
    expect(await keys.list('globex')).toEqual([]);
    await expect(keys.remove(globex, value.id)).rejects.toMatchObject({ code: 'key_not_found' });
    await expect(keys.remove(globex, 'neverWas')).rejects.toMatchObject({ code: 'key_not_found' });
    expect(await keys.find(value.id)).toBeDefined();
  });
});
