import { randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ciphertextKeyId, createKeyring, InvalidEncryptionKeys, plaintextBytes } from './keyring.js';
import { Secret } from './secret.js';

const newKey = () => randomBytes(32).toString('base64');
const keyring = createKeyring([newKey()]);

describe('a keyring', () => {
  it('reads back whatever it encrypts, in the same context', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (text, context) => {
        const read = keyring.decrypt(keyring.encrypt(new Secret(text), context), context);
        expect(read?.reveal()).toBe(text);
      }),
    );
  });

  it('never makes the same ciphertext twice, so equal secrets do not show as equal', () => {
    const secret = new Secret('sk-one');
    expect(keyring.encrypt(secret, 'place')).not.toBe(keyring.encrypt(secret, 'place'));
  });

  it('does not read a ciphertext that was moved to another place', () => {
    expect(keyring.decrypt(keyring.encrypt(new Secret('x'), 'here'), 'there')).toBeNull();
  });

  it('does not read a ciphertext that was changed in any character', () => {
    const ciphertext = keyring.encrypt(new Secret('sk-one'), 'place');
    const [version, keyId, body = ''] = ciphertext.split('.');
    for (let at = 0; at < body.length - 1; at += 1) {
      const changed = body.slice(0, at) + (body[at] === 'A' ? 'B' : 'A') + body.slice(at + 1);
      expect(keyring.decrypt(`${version}.${keyId}.${changed}`, 'place')).toBeNull();
    }
  });

  it.each(['', 'v1', 'v1..', 'sk-plain', `v1.${keyring.firstId}.`, `v1.${keyring.firstId}.AAAA`, 'a.b.c.d'])(
    'reads nothing out of %j',
    (text) => {
      expect(keyring.decrypt(text, 'place')).toBeNull();
    },
  );

  it('encrypts under its first key and reads what any of its keys encrypted', () => {
    const [older, newer] = [newKey(), newKey()];
    const before = createKeyring([older]);
    const after = createKeyring([newer, older]);
    const old = before.encrypt(new Secret('sk-one'), 'place');

    expect(after.decrypt(old, 'place')?.reveal()).toBe('sk-one');
    expect(ciphertextKeyId(after.encrypt(new Secret('x'), 'place'))).toBe(createKeyring([newer]).firstId);
    expect(createKeyring([newer]).decrypt(old, 'place')).toBeNull();
    expect([after.has(before.firstId), before.has(after.firstId)]).toEqual([true, false]);
  });

  it('says how long a secret is without reading it', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(plaintextBytes(keyring.encrypt(new Secret(text), ''))).toBe(Buffer.byteLength(text));
      }),
    );
  });

  it('does not print its keys', () => {
    const encoded = newKey();
    const printed = inspect(createKeyring([encoded]), { depth: 9, showHidden: true });
    expect(printed).not.toContain(encoded);
    expect(JSON.stringify(createKeyring([encoded]))).not.toContain(encoded);
  });
});

describe('encryption keys', () => {
  it('are base64 of either alphabet, with or without padding, and name the same key', () => {
    const bytes = randomBytes(32);
    const ids = [bytes.toString('base64'), bytes.toString('base64url'), ` ${bytes.toString('base64')}\n`].map(
      (encoded) => createKeyring([encoded]).firstId,
    );
    expect(new Set(ids).size).toBe(1);
  });

  it.each([
    ['too short', randomBytes(16).toString('base64')],
    ['too long', randomBytes(33).toString('base64')],
    ['hexadecimal', randomBytes(32).toString('hex')],
    ['not base64', `${'!'.repeat(43)}=`],
    ['empty', ''],
  ])('that are %s are refused by position, without being shown', (_what, encoded) => {
    const make = () => createKeyring([newKey(), encoded]);
    expect(make).toThrow(InvalidEncryptionKeys);
    expect(make).toThrow(/^Encryption key 2 is not base64 of 32 bytes/);
    if (encoded !== '') expect(make).not.toThrow(encoded);
  });

  it('that are wrong are all named at once', () => {
    expect(() => createKeyring(['x', newKey(), 'y'])).toThrow(/key 1 .*key 3 /);
  });

  it('have to be there', () => {
    expect(() => createKeyring([])).toThrow('There is no encryption key');
  });
});
