import { randomBytes } from 'node:crypto';
import { expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import type { Database } from '../db/connect.js';
import { fingerprintKey, fingerprintOf } from './fingerprint.js';
import { createKeyring, type Keyring } from './keyring.js';
import { Secret } from './secret.js';

const newKey = () => randomBytes(32).toString('base64');
const keyOf = async (database: Database, keyring: Keyring) =>
  (await database.write.transaction((tx) => fingerprintKey(tx, keyring))).reveal();

onEveryEngine((open) => {
  it('the fingerprint key is made once, and kept encrypted', async () => {
    const database = await open();
    const keyring = createKeyring([newKey()]);
    const key = await keyOf(database, keyring);

    expect(await keyOf(database, keyring)).toBe(key);
    const row = await database.read('setting').where('name', 'fingerprint_key').first();
    expect(row?.value).toContain(keyring.firstId);
    expect(row?.value).not.toContain(key);
  });

  it('another database has another', async () => {
    const keyring = createKeyring([newKey()]);
    expect(await keyOf(await open(), keyring)).not.toBe(await keyOf(await open(), keyring));
  });

  it('one that no configured key reads any more is replaced, so that new secrets still get fingerprints', async () => {
    const database = await open();
    const lost = await keyOf(database, createKeyring([newKey()]));
    const keyring = createKeyring([newKey()]);
    const made = await keyOf(database, keyring);
    expect(made).not.toBe(lost);
    expect(await keyOf(database, keyring)).toBe(made);
  });
});

it('a fingerprint tells equal secrets from different ones, under its key only', () => {
  const [key, other] = [new Secret(newKey()), new Secret(newKey())];
  const fingerprint = fingerprintOf(key, new Secret('sk-one'));

  expect(fingerprint).toMatch(/^[0-9a-f]{16}$/);
  expect(fingerprintOf(key, new Secret('sk-one'))).toBe(fingerprint);
  expect(fingerprintOf(key, new Secret('sk-two'))).not.toBe(fingerprint);
  expect(fingerprintOf(other, new Secret('sk-one'))).not.toBe(fingerprint);
});
