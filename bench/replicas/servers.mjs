// Servers on one database, each a process of its own at an address that outlives it.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
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

/** Resident memory of a process in kB. */
export function residentKilobytes(pid) {
  const line = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return Number(line?.[1]);
}

/** Seconds that a process has computed for. */
export function processorSeconds(pid) {
  // Behind the name, which may hold spaces: user and system time are the 12th and 13th, in hundredths.
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
}
