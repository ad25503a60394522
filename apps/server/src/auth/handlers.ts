import type { Handlers } from '../http/contract.js';
import type { KeyService } from './keys/service.js';
import { actorOf } from './principal.js';

type AuthOperations = 'getCurrentPrincipal' | 'listKeys' | 'createKey' | 'deleteKey';

/** Who the credential is, and the organization's API keys. */
export function createAuthHandlers(keys: KeyService): Pick<Handlers, AuthOperations> {
  return {
    async getCurrentPrincipal(_input, { principal }) {
      const { organization, role, kind, name, expires_at } = principal;
      return { status: 200, body: { organization, role, kind, name, expires_at } };
    },

    async listKeys(_input, { principal }) {
      return { status: 200, body: await keys.list(principal.organization) };
    },

    async createKey({ body }, { principal }) {
      const { value, revision } = await keys.create(actorOf(principal), body);
      const headers = { Location: `/api/keys/${value.id}`, 'Cache-Control': 'no-store' };
      return { status: 201, body: value, revision, headers };
    },

    async deleteKey({ path }, { principal }) {
      const { revision } = await keys.remove(actorOf(principal), path.key_id);
      return { status: 204, body: undefined, revision };
    },
  };
}
