// Servers on one database, each a process of its own at an address that outlives it.
import { randomBytes } from 'node:crypto';
import { startRegistry } from '../servers.mjs';
import { freePort } from './postgres.mjs';

/** What all servers of one database share. */
export const sharedSettings = (databaseUrl) => ({
  DATABASE_URL: databaseUrl,
  ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
});

/** A server that can be killed and started again where it was. */
export async function startReplica(settings) {
  const port = String(await freePort());
  const start = () => startRegistry(settings.DATABASE_URL, { ...settings, PORT: port }, { processor: null });
  let server = await start();
  return {
    address: server.address,
    pid: () => server.pid,
    kill: () => server.kill(),
    stop: () => server.stop(),
    async start() {
      server = await start();
    },
  };
}
