import { actorOf } from '../auth/principal.js';
import type { Handlers } from '../http/contract.js';
import { shown, written } from '../http/replies.js';
import type { OrganizationService } from './service.js';

type OrganizationOperations = 'getOrganization' | 'updateOrganization';

/** The settings of the caller's organization. */
export function createOrganizationHandlers(
  organizations: OrganizationService,
): Pick<Handlers, OrganizationOperations> {
  return {
    async getOrganization(_input, { layers }) {
      return { status: 200, ...shown(organizations.get(layers)) };
    },

    async updateOrganization({ body, precondition }, { principal }) {
      const committed = await organizations.update(actorOf(principal), body, precondition);
      return { status: 200, ...written(committed) };
    },
  };
}
