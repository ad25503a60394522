import type { KeyObject } from 'node:crypto';
import { JwtMisconfigured, type JwtSource } from './settings.js';

const hmac = ['HS256', 'HS384', 'HS512'];
const rsa = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
const edwards = ['EdDSA', 'Ed25519'];
const asymmetric = [...rsa, 'ES256', 'ES384', 'ES512', ...edwards];

const usual = { secret: ['HS256'], asymmetric: ['RS256', 'ES256', 'EdDSA'] };

/**
 * The algorithms that a source may use: the wanted ones, or its usual ones. `none` is never among them, and a shared
 * secret's never together with a public key, which everybody could sign with (RFC 8725, 3.1).
 * @throws JwtMisconfigured naming those that the source cannot have
 */
export function allowedAlgorithms(
  kind: JwtSource['kind'],
  wanted: readonly string[] | undefined,
): readonly string[] {
  const [possible, fallback] = kind === 'secret' ? [hmac, usual.secret] : [asymmetric, usual.asymmetric];
  const refused = wanted?.filter((algorithm) => !possible.includes(algorithm)) ?? [];
  if (wanted?.length === 0 || refused.length > 0) {
    const named = refused.length > 0 ? ` (not ${refused.join(', ')})` : '';
    throw new JwtMisconfigured(
      `JWT_ALGORITHMS: with this source choose from ${possible.join(', ')}${named}.`,
    );
  }
  return wanted ?? fallback;
}

const byCurve: ReadonlyMap<string | undefined, string> = new Map([
  ['prime256v1', 'ES256'],
  ['secp384r1', 'ES384'],
  ['secp521r1', 'ES512'],
]);

/** The algorithms that a public key can verify; none for a kind of key that no signature here uses. */
export function algorithmsOfKey(key: KeyObject): readonly string[] {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return rsa;
    case 'rsa-pss':
      return rsa.filter((algorithm) => algorithm.startsWith('PS'));
    case 'ec':
      return [byCurve.get(key.asymmetricKeyDetails?.namedCurve) ?? []].flat();
    case 'ed25519':
      return edwards;
    default:
      return [];
  }
}

const smallestModulus = 2_048;

/** RSA keys below 2048 bits are refused (RFC 7518, 3.3). */
export function isStrongEnough(key: KeyObject): boolean {
  const bits = key.asymmetricKeyDetails?.modulusLength;
  return bits === undefined || bits >= smallestModulus;
}
