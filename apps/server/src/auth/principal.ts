import type { components } from '@llm-registry/api-types';

export type Role = components['schemas']['Role'];

/** Who a credential is. The organization comes from here and never from the request. */
export interface Principal {
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

/** Who made a change, as the change log names them. */
export function actorOf(principal: Principal): { organization: string; principal: string } {
  const kind = principal.kind === 'jwt' ? 'jwt' : 'key';
  return { organization: principal.organization, principal: `${kind}:${principal.id}` };
}
