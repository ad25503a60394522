import { actorOf } from '../auth/principal.js';
import type { Handlers } from '../http/contract.js';
import { shown, written } from '../http/replies.js';
import type { ProviderService } from './service.js';

type ProviderOperations =
  | 'listProviders'
  | 'createProvider'
  | 'getProvider'
  | 'replaceProvider'
  | 'updateProvider'
  | 'deleteProvider';

/** Operations on providers. */
export function createProviderHandlers(providers: ProviderService): Pick<Handlers, ProviderOperations> {
  return {
    async listProviders(_input, { layers }) {
      return { status: 200, body: await providers.list(layers) };
    },

    async createProvider({ body }, { principal }) {
      const committed = await providers.create(actorOf(principal), body);
      const headers = { Location: `/api/providers/${encodeURIComponent(body.provider_id)}` };
      return { status: 201, ...written(committed), headers };
    },

    async getProvider({ path }, { layers }) {
      return { status: 200, ...shown(await providers.get(layers, path.provider_id)) };
    },

    async replaceProvider({ path, body, precondition }, { principal }) {
      const { provider_id: id } = path;
      const committed = await providers.replace(actorOf(principal), id, body, precondition);
      return { status: 200, ...written(committed) };
    },

    async updateProvider({ path, body, precondition }, { principal }) {
      const { provider_id: id } = path;
      const committed = await providers.update(actorOf(principal), id, body, precondition);
      return { status: 200, ...written(committed) };
    },

    async deleteProvider({ path, precondition }, { principal }) {
      const { revision } = await providers.remove(actorOf(principal), path.provider_id, precondition);
      return { status: 204, body: undefined, revision };
    },
  };
}
