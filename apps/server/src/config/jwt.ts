import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { httpUrl, listOf, readText } from './text.js';

/** Where the key that verifies tokens comes from. */
export type JwtSource =
  | { readonly kind: 'jwks'; readonly url: URL }
  | { readonly kind: 'public_key'; readonly key: KeyObject }
  | { readonly kind: 'secret'; readonly key: KeyObject };

/** How tokens are verified and read. */
export interface JwtConfig {
  readonly source: JwtSource;
  readonly issuer: string;
  readonly audience: string;
  /** The signature algorithms that are accepted (RFC 7518, 3.1; RFC 8037). */
  readonly algorithms: readonly string[];
  /** Names of claims; dots walk into objects. */
  readonly organizationClaim: string;
  readonly roleClaim: string;
}

const leastSecretBytes = 32;
const leastRsaBits = 2048;
const secretAlgorithms = ['HS256', 'HS384', 'HS512'];
const keyAlgorithms = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
];
const curveAlgorithms = new Map([
  ['prime256v1', ['ES256']],
  ['secp384r1', ['ES384']],
  ['secp521r1', ['ES512']],
]);

export const jwksUrl = readText((text) => httpUrl(text, 'https://id.example.com/.well-known/jwks.json'));

/** Bytes of UTF-8. */
export const jwtSecret = readText((text) => {
  const bytes = Buffer.from(text);
  if (bytes.length >= leastSecretBytes) return createSecretKey(bytes);
  throw new Error(`must be ${leastSecretBytes} bytes or more. \`openssl rand -hex 32\` makes one.`);
});

function parsePublicKey(pem: string): KeyObject {
  try {
    return createPublicKey({ key: pem, format: 'pem', type: 'spki' });
  } catch {
    throw new Error(
      'must be one public key in SPKI PEM form; this one cannot be read. Check that it is complete.',
    );
  }
}

/** An SPKI PEM; `\n` may stand for a line's end, as environments often carry it. */
export const jwtPublicKey = readText((text) => {
  const pem = text.replaceAll('\\n', '\n').trim();
  // Node would take a private key or a certificate too, and derive the public key from it.
  if (!pem.startsWith('-----BEGIN PUBLIC KEY-----') || pem.includes('PRIVATE')) {
    throw new Error(
      'must be a public key in SPKI PEM form, which begins with -----BEGIN PUBLIC KEY-----. `openssl pkey -in key.pem -pubout` or `openssl x509 -in certificate.pem -pubkey -noout` prints one.',
    );
  }
  const key = parsePublicKey(pem);
  if ((key.asymmetricKeyDetails?.modulusLength ?? leastRsaBits) < leastRsaBits) {
    throw new Error(`must have ${leastRsaBits} bits or more, as it is an RSA key.`);
  }
  return key;
});

export const algorithms = readText((text): readonly string[] => {
  const known = [...secretAlgorithms, ...keyAlgorithms];
  const given = listOf(text);
  if (given.every((algorithm) => known.includes(algorithm))) return given;
  throw new Error(`must be a comma-separated list out of ${known.join(', ')}.`);
});

/** A path of claim names. */
export const claim = readText((text) => {
  if (text.split('.').every((name) => name !== '')) return text;
  throw new Error('must be the name of a claim, such as org_id, or a path with dots, such as app.org_id.');
});

/** What a key can verify. RSA keys serve two families; a curve serves one algorithm. */
function algorithmsOfKey(key: KeyObject): readonly string[] {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      return keyAlgorithms.filter((algorithm) => /^[RP]S/.test(algorithm));
    case 'ec':
      return curveAlgorithms.get(key.asymmetricKeyDetails?.namedCurve ?? '') ?? [];
    case 'ed25519':
      return ['EdDSA'];
    default:
      return [];
  }
}

/** RFC 7518, 3.2: an HMAC key is at least as long as its hash. */
function algorithmsOfSecret(key: KeyObject): readonly string[] {
  return secretAlgorithms.filter(
    (algorithm) => Number(algorithm.slice(2)) / 8 <= (key.symmetricKeySize ?? 0),
  );
}

function possibleAlgorithms(source: JwtSource): readonly string[] {
  if (source.kind === 'secret') return algorithmsOfSecret(source.key);
  return source.kind === 'jwks' ? keyAlgorithms : algorithmsOfKey(source.key);
}

/**
 * The algorithms to accept: those given, else the defaults of the source.
 * @throws Error when the source cannot verify one of them: HS with a public key would let anyone sign
 */
export function algorithmsFor(source: JwtSource, given: readonly string[] | undefined): readonly string[] {
  const possible = possibleAlgorithms(source);
  const defaults = source.kind === 'secret' ? ['HS256'] : ['RS256', 'ES256', 'EdDSA'];
  const wanted = given ?? defaults.filter((algorithm) => possible.includes(algorithm));
  if (wanted.length > 0 && wanted.every((algorithm) => possible.includes(algorithm))) return wanted;
  const allowed =
    possible.length > 0 ? `one or more of ${possible.join(', ')}` : 'left out: no algorithm fits this key';
  throw new Error(`must be ${allowed}, to fit the source of keys.`);
}
