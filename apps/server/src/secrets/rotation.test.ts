import { expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { newEncodedKey, providersOn } from '../../test/support/providers.js';
import type { Database } from '../db/connect.js';
import { createKeyring } from './keyring.js';
import { rotateSecrets } from './rotation.js';

const secretBody = {
  api_key: 'sk-canary',
  extra_kwargs: {
    headers: { 'X-Team': 'canary-team', retries: 3 },
    base_url: 'https://a.example',
    tokens: ['t1', 't2'],
  },
};

/** All rows, the columns that hold ciphertexts taken out. */
async function besideCiphertexts(database: Database) {
  const tables = ['provider', 'change', 'organization', 'setting', 'model'] as const;
  const rows = await Promise.all(tables.map((table) => database.read(table).select()));
  const besides = rows.flat().map((row) => {
    const {
      definition: _definition,
      key_ids: _keyIds,
      value: _value,
      ...rest
    } = { definition: 0, key_ids: 0, value: 0, ...row };
    return rest;
  });
  // Tables have no order; a row that is changed may move.
  return besides.map((row) => JSON.stringify(row)).sort();
}

onEveryEngine((open) => {
  it('rotation puts every secret under the first key, and changes ciphertexts only', async () => {
    const database = await open();
    const [older, newer] = [newEncodedKey(), newEncodedKey()];
    const before = (await providersOn(database, { keyring: createKeyring([older]) })).as('acme');
    await before.post({ provider_id: 'azure', ...secretBody });
    await before.post({ provider_id: 'plain', extra_kwargs: { timeout: 5 } });
    const kept = await besideCiphertexts(database);
    const answer = await before.get('azure');

    const report = await rotateSecrets(database, createKeyring([newer, older]));

    expect(report).toEqual({
      providers: 1,
      rotated: 5,
      unreadable: 0,
      unreadableIn: [],
      fingerprintKey: 'rotated',
    });
    expect(await besideCiphertexts(database)).toEqual(kept);
    const alone = (await providersOn(database, { keyring: createKeyring([newer]) })).as('acme');
    expect(await alone.get('azure')).toEqual(answer);
    // The new key alone reads everything: the same secrets and the same fingerprint key make a write of no change.
    expect(await alone.put('azure', secretBody)).toEqual(answer);
    expect(
      (await alone.post({ provider_id: 'twin', api_key: 'sk-canary' })).provider.api_key_fingerprint,
    ).toBe(answer.provider.api_key_fingerprint);
  });

  it('rotation a second time finds nothing to do', async () => {
    const database = await open();
    const [older, newer] = [newEncodedKey(), newEncodedKey()];
    await (await providersOn(database, { keyring: createKeyring([older]) })).as('acme').post({
      provider_id: 'azure',
      ...secretBody,
    });
    await rotateSecrets(database, createKeyring([newer, older]));
    const rows = await database.read('provider').select();

    const again = await rotateSecrets(database, createKeyring([newer, older]));
    expect(again).toMatchObject({ providers: 0, rotated: 0, unreadable: 0, fingerprintKey: 'current' });
    expect(await database.read('provider').select()).toEqual(rows);
  });

  it('rotation leaves and reports what no key reads, and goes on with the rest', async () => {
    const database = await open();
    const [lost, older, newer] = [newEncodedKey(), newEncodedKey(), newEncodedKey()];
    const ofLost = (await providersOn(database, { keyring: createKeyring([lost]) })).as('acme');
    await ofLost.post({ provider_id: 'a-lost', api_key: 'sk-lost' });
    await ofLost.post({ provider_id: 'b-half', extra_kwargs: { headers: { a: 'lost' } } });
    const ofOlder = (await providersOn(database, { keyring: createKeyring([older]) })).as('acme');
    await ofOlder.patch('b-half', { extra_kwargs: { headers: { b: 'readable' } } });
    await ofOlder.post({ provider_id: 'c-good', extra_kwargs: { token: 'readable' } });
    const untouched = await ofOlder.row('a-lost');

    const report = await rotateSecrets(database, createKeyring([newer, older]));

    expect(report).toEqual({
      providers: 2,
      rotated: 2,
      unreadable: 2,
      unreadableIn: [
        { layer: 'o:acme', provider_id: 'a-lost' },
        { layer: 'o:acme', provider_id: 'b-half' },
      ],
      fingerprintKey: 'unreadable',
    });
    expect(await ofOlder.row('a-lost')).toEqual(untouched);
    // Whoever still has the lost key reads what was under it.
    const withLost = (await providersOn(database, { keyring: createKeyring([newer, lost]) })).as('acme');
    expect((await withLost.get('b-half')).provider.secrets_readable).toBe(true);
  });

  it('rotation reaches every organization, however many providers there are', async () => {
    const database = await open();
    const [older, newer] = [newEncodedKey(), newEncodedKey()];
    const providers = await providersOn(database, { keyring: createKeyring([older]) });
    const row = await providers
      .as('acme')
      .post({ provider_id: 'p', extra_kwargs: { token: 'x' } })
      .then(() => providers.as('acme').row('p'));
    if (!row) throw new Error('the provider is not there');
    // Copies cannot be read in their new place, which shows that each of them was visited.
    const copies = Array.from({ length: 450 }, (_, at) => ({
      ...row,
      layer: `o:org-${at % 9}`,
      provider_id: `p${at}`,
    }));
    for (let at = 0; at < copies.length; at += 50)
      await database.write('provider').insert(copies.slice(at, at + 50));

    const report = await rotateSecrets(database, createKeyring([newer, older]));
    expect([report.rotated, report.unreadable, report.unreadableIn.length]).toEqual([1, 450, 100]);
  });

  it('rotation of a database without secrets does nothing', async () => {
    const database = await open();
    expect(await rotateSecrets(database, createKeyring([newEncodedKey()]))).toEqual({
      providers: 0,
      rotated: 0,
      unreadable: 0,
      unreadableIn: [],
      fingerprintKey: 'none',
    });
  });
});
