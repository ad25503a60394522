import { actorOf } from '../auth/principal.js';
import type { Handlers } from '../http/contract.js';
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
      const { value, revision } = await providers.create(actorOf(principal), body);
      const headers = { Location: `/api/providers/${encodeURIComponent(body.provider_id)}` };
      return { status: 201, body: value.text, tag: value.tag, revision, headers };
    },

    async getProvider({ path }, { layers }) {
      const { text, tag } = await providers.get(layers, path.provider_id);
      return { status: 200, body: text, tag };
    },

    async replaceProvider({ path, body, precondition }, { principal }) {
      const { value, revision } = await providers.replace(
        actorOf(principal),
        path.provider_id,
        body,
        precondition,
      );
      return { status: 200, body: value.text, tag: value.tag, revision };
    },

    async updateProvider({ path, body, precondition }, { principal }) {
      const { value, revision } = await providers.update(
        actorOf(principal),
        path.provider_id,
        body,
        precondition,
      );
      return { status: 200, body: value.text, tag: value.tag, revision };
    },

    async deleteProvider({ path, precondition }, { principal }) {
      const { revision } = await providers.remove(actorOf(principal), path.provider_id, precondition);
      return { status: 204, body: undefined, revision };
    },
  };
}
