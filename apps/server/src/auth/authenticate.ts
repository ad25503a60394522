import type { ApiKeyRow } from '../db/rows.js';
import { errors } from '../errors.js';
import type { VerifyJwt } from './jwt/verify-jwt.js';
import { idOfKey, matchesHash } from './keys/key-format.js';
import { adminKeyId } from './keys/standing-keys.js';
import { roleOf } from './permissions.js';
import type { Principal } from './principal.js';

/** The longest credential that is looked at, in characters. */
const longestToken = 8_192;

export interface AuthenticateDeps {
  /** The stored key of that id as it is now; asked on every request, so that revocation holds at once. */
  findKey: (id: string) => Promise<ApiKeyRow | undefined>;
  /** Null where JWTs are not configured. */
  verifyJwt: VerifyJwt | null;
  clock: () => Date;
  /** Told of every key that let a request pass. */
  onKeyUsed?: (key: ApiKeyRow) => void;
}

/**
 * Says who sent a request. Takes the value of its `Authorization` header; a list where it had several.
 * @throws unauthenticated; identity_provider_unavailable
 */
export type Authenticate = (authorization: string | readonly string[] | undefined) => Promise<Principal>;

/** The token of `Authorization: Bearer <token>` (RFC 6750, 2.1); the scheme is matched without regard to case (RFC 9110, 11.1). */
function bearerToken(authorization: string | readonly string[] | undefined): string {
  const [header, ...more] = typeof authorization === 'string' ? [authorization] : (authorization ?? []);
  if (header === undefined) throw errors.unauthenticated();
  if (more.length > 0) throw errors.unauthenticated('Send exactly one Authorization header.');
  if (!/^bearer(?: |$)/i.test(header))
    throw errors.unauthenticated('Use the scheme Bearer: "Authorization: Bearer <API key or JWT>".');
  const token = header.slice('bearer'.length).replace(/^ +/, '');
  if (token.length > longestToken)
    throw errors.unauthenticated(`The credential is longer than ${longestToken} characters.`);
  if (!/^[!-~]+$/.test(token))
    throw errors.unauthenticated('Send one API key or JWT, without spaces, after "Bearer ".');
  return token;
}

/** Three parts with dots between them, and nothing else: the last may be empty, as it is with `alg: none`. */
const looksLikeJwt = (token: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*$/.test(token);

function principalOf(key: ApiKeyRow): Principal {
  const { organization, id, name, expires_at } = key;
  return { organization, role: roleOf(key.role), kind: 'api_key', id, name, expires_at };
}

export function createAuthenticate({ findKey, verifyJwt, clock, onKeyUsed }: AuthenticateDeps): Authenticate {
  /** The stored key that this token is, whatever its expiry, or null. */
  async function storedKey(token: string, id: string): Promise<ApiKeyRow | null> {
    const key = (await findKey(id)) ?? null;
    return matchesHash(token, key?.hash ?? null) ? key : null;
  }

  function letIn(key: ApiKeyRow): Principal {
    if (key.expires_at !== null && Date.parse(key.expires_at) <= clock().getTime()) {
      throw errors.unauthenticated('The API key has expired. Use another one.');
    }
    onKeyUsed?.(key);
    return principalOf(key);
  }

  async function byKey(token: string): Promise<Principal> {
    const id = idOfKey(token);
    // The operator's own admin key may look like anything, like one of ours too.
    const key = (id === null ? null : await storedKey(token, id)) ?? (await storedKey(token, adminKeyId));
    if (key !== null) return letIn(key);
    // One answer for an unknown id and a wrong secret: it must not tell which ids exist.
    throw errors.unauthenticated(
      'The credential is not valid: it is mistyped, revoked or of another registry.',
    );
  }

  async function byJwt(verify: VerifyJwt, token: string): Promise<Principal> {
    try {
      return await verify(token);
    } catch (refusal) {
      const adminKey = await storedKey(token, adminKeyId);
      if (adminKey === null) throw refusal;
      return letIn(adminKey);
    }
  }

  return async (authorization) => {
    const token = bearerToken(authorization);
    return verifyJwt !== null && looksLikeJwt(token) ? byJwt(verifyJwt, token) : byKey(token);
  };
}
