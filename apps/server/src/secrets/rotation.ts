import type { Database } from '../db/connect.js';
import type { ProviderRow } from '../db/rows.js';
import { transact } from '../db/transaction.js';
import { type FingerprintKeyState, rotateFingerprintKey } from './fingerprint.js';
import { ciphertextKeyId, type Keyring } from './keyring.js';
import { Place } from './place.js';
import { keyIdsOf, mapSealed, readTree, Sealed, storedTree } from './sealed-tree.js';
import { changeStoredSecrets, findStoredSecrets, providersOfOtherKeys, type StoredSecrets } from './store.js';

/** What a rotation did. */
export interface RotationReport {
  /** Providers some of whose secrets are now under the first key. */
  providers: number;
  /** Secrets that were encrypted anew. */
  rotated: number;
  /** Secrets that no configured key reads; they are left as they are. */
  unreadable: number;
  /** Which providers hold those: their layer and id, the first 100 of them. */
  unreadableIn: { layer: string; provider_id: string }[];
  fingerprintKey: FingerprintKeyState;
}

type ProviderKey = Pick<ProviderRow, 'layer' | 'provider_id'>;

interface Resealed {
  rotated: number;
  unreadable: number;
}

const pageSize = 200;
const namedProviders = 100;

function resealProvider(row: StoredSecrets, keyring: Keyring): Resealed & { row: StoredSecrets } {
  const counts = { rotated: 0, unreadable: 0 };
  const reseal = (sealed: Sealed, place: Place): Sealed => {
    if (ciphertextKeyId(sealed.ciphertext) === keyring.firstId) return sealed;
    const secret = keyring.decrypt(sealed.ciphertext, place.digest);
    counts[secret === null ? 'unreadable' : 'rotated'] += 1;
    return secret === null ? sealed : new Sealed(keyring.encrypt(secret, place.digest));
  };
  const tree = mapSealed(
    readTree(row.definition ?? '{}'),
    Place.ofProvider(row.layer, row.provider_id),
    reseal,
  );
  return { ...counts, row: { ...row, definition: storedTree(tree), key_ids: keyIdsOf(tree) } };
}

/** One provider in a transaction of its own, so that a server that is writing never waits long. */
function rotateProvider(database: Database, key: ProviderKey, keyring: Keyring): Promise<Resealed> {
  return transact(database, async (tx) => {
    const row = await findStoredSecrets(tx, key);
    if (!row) return { rotated: 0, unreadable: 0 };
    const resealed = resealProvider(row, keyring);
    if (resealed.rotated > 0) await changeStoredSecrets(tx, resealed.row);
    return resealed;
  });
}

async function* providersToRotate(database: Database, keyring: Keyring): AsyncGenerator<ProviderKey> {
  const current = JSON.stringify([keyring.firstId]);
  let after: ProviderKey = { layer: '', provider_id: '' };
  for (;;) {
    const page = await providersOfOtherKeys(database.write, current, after, pageSize);
    yield* page;
    const last = page.at(-1);
    if (!last) return;
    after = last;
  }
}

/**
 * Encrypts every secret that is not under the first key of the ring anew under that key. Nothing else changes: no
 * answer, ETag, time or revision. May run while servers write, and again after it was interrupted.
 */
export async function rotateSecrets(database: Database, keyring: Keyring): Promise<RotationReport> {
  const fingerprintKey = await transact(database, (tx) => rotateFingerprintKey(tx, keyring));
  const report: RotationReport = {
    providers: 0,
    rotated: 0,
    unreadable: 0,
    unreadableIn: [],
    fingerprintKey,
  };
  for await (const key of providersToRotate(database, keyring)) {
    const { rotated, unreadable } = await rotateProvider(database, key, keyring);
    report.rotated += rotated;
    report.unreadable += unreadable;
    if (rotated > 0) report.providers += 1;
    if (unreadable > 0 && report.unreadableIn.length < namedProviders) report.unreadableIn.push(key);
  }
  return report;
}
