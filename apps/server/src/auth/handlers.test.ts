import { expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { writable } from '../../test/support/organizations.js';
import { present } from '../../test/support/presence.js';
import { layersOf } from '../revisions/layers.js';
import { createAuthenticate } from './authenticate.js';
import { createAuthHandlers } from './handlers.js';
import { createKeyUse } from './keys/key-use.js';
import { createKeyService } from './keys/service.js';
import { createFirstKey } from './keys/standing-keys.js';

const given = { baseUrl: 'http://localhost', precondition: () => true, createOnly: false };
const nothing = { ...given, path: {}, query: {}, body: undefined };

onEveryEngine((open) => {
  /** The handlers, called by whoever holds a key, as the server calls them. */
  async function server() {
    const deps = await writable(await open());
    const keys = createKeyService(deps);
    const use = createKeyUse(deps.database.write, deps.clock);
    const authenticate = createAuthenticate({
      findKey: keys.find,
      verifyJwt: null,
      clock: deps.clock,
      onKeyUsed: use.note,
    });
    const callerWith = async (key: string) => {
      const principal = await authenticate(`Bearer ${key}`);
      if (principal.kind === 'anonymous') throw new Error('A key is somebody’s.');
      const layers = await layersOf(deps.database.read, principal.organization);
      return { principal, layers, presence: present };
    };
    const admin = (await createFirstKey(deps)) ?? '';
    return { ...deps, use, callerWith, admin, handlers: createAuthHandlers(keys) };
  }

  it('getCurrentPrincipal says who the credential is, and no more', async () => {
    const { handlers, callerWith, admin } = await server();
    const reply = await handlers.getCurrentPrincipal(nothing, await callerWith(admin));
    expect(reply).toEqual({
      status: 200,
      body: {
        organization: 'default',
        role: 'admin',
        kind: 'api_key',
        name: 'first start',
        expires_at: null,
      },
    });
  });

  it('createKey shows a key once, not to be kept by anyone, and it works', async () => {
    const { handlers, callerWith, admin } = await server();
    const body = { name: 'gateway', role: 'viewer' as const };
    const reply = await handlers.createKey({ ...nothing, body }, await callerWith(admin));
    if (typeof reply.body !== 'object' || !('api_key' in reply.body)) throw new Error('No key was shown.');
    const { id, api_key } = reply.body;
    expect(reply).toMatchObject({ status: 201, revision: 2 });
    expect(reply.headers).toEqual({ Location: `/api/keys/${id}`, 'Cache-Control': 'no-store' });
    expect((await callerWith(api_key)).principal).toMatchObject({
      organization: 'default',
      role: 'viewer',
      id,
    });
  });

  it('listKeys shows when each was used, and deleteKey ends one at once', async () => {
    const { handlers, callerWith, admin, use, time, database } = await server();
    time.advance(5);
    const caller = await callerWith(admin);
    await use.flush();
    const listed = await handlers.listKeys(nothing, caller);
    expect(listed.body).toMatchObject([
      { id: caller.principal.id, last_used_at: '2026-11-01T00:00:05.000Z' },
    ]);
    const path = { key_id: caller.principal.id };
    expect(await handlers.deleteKey({ ...nothing, path }, caller)).toEqual({
      status: 204,
      body: undefined,
      revision: 2,
    });
    await expect(callerWith(admin)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await database.read('change').orderBy('revision', 'desc').first()).toMatchObject({
      principal: `key:${caller.principal.id}`,
      operation: 'deleteKey',
    });
  });
});
