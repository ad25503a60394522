import { mayActAs } from '../auth/permissions.js';
import type { Handlers } from '../http/contract.js';
import type { ChangeService } from './service.js';

/** What copies of an organization's models are kept by. */
export function createChangeHandlers(changes: ChangeService): Pick<Handlers, 'listChanges' | 'getSnapshot'> {
  return {
    async listChanges({ query }, { principal, layers, presence }) {
      const { after, cursor, wait = 0, page_size: pageSize = 100 } = query;
      const request = {
        after,
        cursor,
        wait,
        pageSize,
        gone: presence.gone(),
        confirm: presence.confirm,
        showPrincipals: mayActAs(principal, 'editor'),
      };
      const { text, revision } = await changes.changes(layers, request);
      return { status: 200, body: text, revision };
    },

    async getSnapshot(_input, { layers }) {
      const { chunks, tag, revision } = await changes.snapshot(layers);
      return { status: 200, body: { chunks }, tag, revision };
    },
  };
}
