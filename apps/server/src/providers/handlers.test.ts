import { expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { present } from '../../test/support/presence.js';
import { providersOn } from '../../test/support/providers.js';
import { unconditional } from '../answers/tag.js';
import type { Caller } from '../http/contract.js';
import { layersOf } from '../revisions/layers.js';
import { createProviderHandlers } from './handlers.js';

onEveryEngine((open) => {
  it('a created provider is answered with 201, its tag, its revision and where it is', async () => {
    const database = await open();
    const { service } = await providersOn(database);
    const handlers = createProviderHandlers(service);
    const caller: Caller = {
      principal: {
        organization: 'acme',
        role: 'editor',
        kind: 'api_key',
        id: 'k1',
        name: 'ci',
        expires_at: null,
      },
      layers: await layersOf(database.read, 'acme'),
      presence: present,
    };
    const request = { query: {}, baseUrl: '', precondition: unconditional, createOnly: false };

    const created = await handlers.createProvider(
      { ...request, path: {}, body: { provider_id: 'a.b' } },
      caller,
    );
    const path = { provider_id: 'a.b' };
    const read = await handlers.getProvider({ ...request, path, body: undefined }, caller);
    const deleted = await handlers.deleteProvider({ ...request, path, body: undefined }, caller);

    expect(created).toMatchObject({ status: 201, revision: 2, headers: { Location: '/api/providers/a.b' } });
    expect(read).toEqual({ status: 200, body: created.body, tag: created.tag });
    expect(deleted).toEqual({ status: 204, body: undefined, revision: 3 });
    const [change] = await database.read('change').where('revision', 1);
    expect(change?.principal).toBe('key:k1');
  });
});
