import { type JWTPayload, type JWTVerifyOptions, errors as joseErrors, jwtVerify } from 'jose';
import { errors } from '../../errors.js';
import type { Principal } from '../principal.js';
import { principalOf } from './claims.js';
import { fetchJwks } from './fetch-jwks.js';
import { publicKeySource, secretSource } from './fixed-key.js';
import { createJwksSource } from './jwks-source.js';
import type { KeySource } from './key-source.js';
import type { JwtSettings } from './settings.js';

/** By how much the clocks of the issuer and of this server may differ, in seconds. */
const clockTolerance = 30;

/** How long fetching keys may take, in milliseconds. */
const usualFetchPatience = 5_000;

/**
 * Verifies a JWT and says who it is.
 * @throws unauthenticated; identity_provider_unavailable when its key is unknown and cannot be fetched
 */
export type VerifyJwt = (token: string) => Promise<Principal>;

export interface VerifyJwtDeps {
  clock: () => Date;
  /** Milliseconds of a clock that never goes back, for the age of fetched keys. */
  now?: () => number;
  /** How long fetching keys may take, in milliseconds; 5,000 if absent. */
  fetchPatience?: number;
  /** Told of every attempt to fetch keys that failed, for the log. */
  onFetchFailure?: (error: unknown) => void;
}

function sourceOf({ source, algorithms }: JwtSettings, deps: VerifyJwtDeps): KeySource {
  if (source.kind === 'secret') return secretSource(source.secret, algorithms);
  if (source.kind === 'public_key') return publicKeySource(source.pem, algorithms);
  return createJwksSource(algorithms, {
    fetchKeys: () => fetchJwks(source.url, deps.fetchPatience ?? usualFetchPatience),
    now: deps.now ?? (() => performance.now()),
    ...(deps.onFetchFailure && { onFailure: deps.onFetchFailure }),
  });
}

/** Several keys of the set may be the one where the token names none: any of them will do. */
async function verifyWithAny(
  token: string,
  candidates: joseErrors.JWKSMultipleMatchingKeys,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  for await (const key of candidates) {
    try {
      return (await jwtVerify(token, key, options)).payload;
    } catch (error) {
      if (!(error instanceof joseErrors.JWSSignatureVerificationFailed)) throw error;
    }
  }
  throw new joseErrors.JWSSignatureVerificationFailed();
}

async function verifyOnce(token: string, source: KeySource, options: JWTVerifyOptions): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, source.key, options);
    return payload;
  } catch (error) {
    if (!(error instanceof joseErrors.JWKSMultipleMatchingKeys)) throw error;
    return verifyWithAny(token, error, options);
  }
}

/** The signature may be by a newer key of the same name, or of none, than the ones that are known. */
async function verifyWithNewest(
  token: string,
  source: KeySource,
  options: JWTVerifyOptions,
): Promise<JWTPayload> {
  const tried = source.generation();
  try {
    return await verifyOnce(token, source, options);
  } catch (error) {
    if (!(error instanceof joseErrors.JWSSignatureVerificationFailed)) throw error;
    await source.renew();
    if (source.generation() === tried) throw error;
    return verifyOnce(token, source, options);
  }
}

/** Claims are judged after the signature, so what is said about them is said to a holder of a real token. */
function refusal(error: joseErrors.JOSEError) {
  if (error instanceof joseErrors.JWTExpired)
    return errors.unauthenticated('The token has expired. Get a new one.');
  if (error instanceof joseErrors.JWTClaimValidationFailed) {
    return errors.unauthenticated(
      `The claim "${error.claim}" of the token is missing or is not acceptable here.`,
    );
  }
  return errors.unauthenticated(
    'The token is not valid: its form, algorithm, key or signature is not acceptable here.',
  );
}

/**
 * Makes the one function that verifies JWTs (RFC 7519, RFC 8725): from the configured source only, so that keys named
 * in a token (`jku`, `jwk`, `x5u`) mean nothing.
 * @throws JwtMisconfigured when the settings cannot work
 */
export function createVerifyJwt(settings: JwtSettings, deps: VerifyJwtDeps): VerifyJwt {
  const source = sourceOf(settings, deps);
  return async (token) => {
    const options: JWTVerifyOptions = {
      algorithms: [...source.algorithms],
      issuer: settings.issuer,
      audience: settings.audience,
      requiredClaims: ['exp'],
      clockTolerance,
      currentDate: deps.clock(),
    };
    try {
      const payload = await verifyWithNewest(token, source, options);
      return principalOf(payload, Number(payload.exp), settings);
    } catch (error) {
      throw error instanceof joseErrors.JOSEError ? refusal(error) : error;
    }
  };
}
