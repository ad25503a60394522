import type { components } from '@llm-registry/api-types';
import { errors } from '../errors.js';

export type Role = components['schemas']['Role'];

/** Whom a credential says. The organization comes from here and never from the request. */
interface Holder {
  organization: string;
  role: Role;
  kind: 'api_key' | 'jwt';
  /** The key's id or the token's subject, for the change log. */
  id: string;
  /** The key's name or the token's subject. */
  name: string | null;
  /** ISO 8601 UTC; null means never. */
  expires_at: string | null;
}

/** Whoever sends no credential, where the operator lets an organization be read so. No credential has this role. */
interface Anonymous {
  organization: string;
  role: 'public';
  kind: 'anonymous';
  id: null;
  name: null;
  expires_at: null;
}

/** Who sent a request. */
export type Principal = Holder | Anonymous;

/** Who made a change, as the change log names them. @throws unauthenticated for nobody: changes are somebody's */
export function actorOf(principal: Principal): { organization: string; principal: string } {
  if (principal.kind === 'anonymous') throw errors.unauthenticated();
  const kind = principal.kind === 'jwt' ? 'jwt' : 'key';
  return { organization: principal.organization, principal: `${kind}:${principal.id}` };
}
