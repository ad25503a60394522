import type { operations } from '@llm-registry/api-types';
import { isReadAnonymously } from './permissions.js';
import type { Principal } from './principal.js';

/** Who a request without a credential is to an operation; null where it needs one. */
export type Anonymously = (operation: keyof operations) => Principal | null;

/** @param organization the one that may be read without a credential; null: none */
export function createAnonymously(organization: string | null): Anonymously {
  return (operation) => {
    if (organization === null || !isReadAnonymously(operation)) return null;
    return { organization, role: 'public', kind: 'anonymous', id: null, name: null, expires_at: null };
  };
}
