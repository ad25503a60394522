import type { JWTPayload } from 'jose';
import { errors } from '../../errors.js';
import { faultOfOrganization } from '../organization.js';
import { greatestRole } from '../permissions.js';
import type { Principal } from '../principal.js';
import type { JwtSettings } from './settings.js';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A member that the object itself has; not what every object has, such as `constructor`. */
const member = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;

/**
 * The claim at a path: dots walk into objects. A claim whose whole name is the path wins, because identity providers
 * that want their claims named by a URL put dots into the name.
 */
function claimAt(payload: JWTPayload, path: string): unknown {
  return Object.hasOwn(payload, path) ? payload[path] : path.split('.').reduce<unknown>(member, payload);
}

const latest = Date.parse('9999-12-31T23:59:59.000Z');

/** Seconds since 1970 as ISO 8601 UTC; beyond the year 9999, for which there is no date-time, its end. */
function timeOf(seconds: number): string {
  return new Date(Math.min(seconds * 1_000, latest)).toISOString();
}

/** The subject may be absent; it goes into the change log, so it may not hold what a database would change. */
function subjectOf(payload: JWTPayload): string | null {
  const subject: unknown = payload.sub ?? null;
  if (subject === null || subject === '') return null;
  if (typeof subject === 'string' && !/[\p{Cc}\p{Cs}]/u.test(subject)) return subject;
  throw errors.unauthenticated('The claim "sub" of the token must be a string without control characters.');
}

/**
 * Who a verified token is.
 * @param expires its expiry in seconds since 1970
 * @throws unauthenticated when its organization cannot be one
 */
export function principalOf(
  payload: JWTPayload,
  expires: number,
  settings: Pick<JwtSettings, 'organizationClaim' | 'roleClaim'>,
): Principal {
  const organization = claimAt(payload, settings.organizationClaim);
  const fault = faultOfOrganization(organization);
  if (fault !== null || typeof organization !== 'string') {
    throw errors.unauthenticated(`The claim "${settings.organizationClaim}" of the token ${fault}.`);
  }
  const subject = subjectOf(payload);
  const claimed = claimAt(payload, settings.roleClaim);
  // Providers that let a person have several roles send a list, with those of other applications in it.
  const role = greatestRole(Array.isArray(claimed) ? claimed : [claimed]);
  return { organization, role, kind: 'jwt', id: subject ?? '-', name: subject, expires_at: timeOf(expires) };
}
