import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onEveryEngine } from '../support/databases.js';
import { newEncodedKey } from '../support/providers.js';
import { built, endServers, type ServerProcess, startServer } from '../support/server-process.js';
import { callsTo } from './calls.js';

const adminKey = 'an-admin-key-of-forty-visible-characters';
const patience = { timeout: 120_000 };

/** By how much a server may grow under a crowd that wants nothing of it, in kB. */
const tolerable = 150_000;

/** Resident memory of a process in kB; 0 where the system does not say. */
function residentKilobytes({ child }: ServerProcess): number {
  const file = `/proc/${child.pid}/status`;
  if (!existsSync(file)) return 0;
  return Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(file, 'utf8'))?.[1]);
}

onEveryEngine((_open, { freshUrl }) => {
  let folder: string;
  const sockets: Socket[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'registry-crowds-'));
  });
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await endServers();
    rmSync(folder, { recursive: true });
  });

  async function connected(url: string): Promise<Socket> {
    const { port, hostname } = new URL(url);
    const socket = connect(Number(port), hostname).on('error', () => {});
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  /** Asks for everything, and is gone after the first bytes. */
  async function abortedDownload(url: string, path: string): Promise<void> {
    const socket = await connected(url);
    socket.write(`GET ${path} HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer ${adminKey}\r\n\r\n`);
    const [first] = await once(socket, 'data');
    expect(String(first)).toMatch(/^HTTP\/1\.1 200/);
    socket.resetAndDestroy();
  }

  describe('a server with all shipped models', () => {
    it('grows little by 2,000 idle connections and 60 downloads that nobody finished', patience, async () => {
      const DATABASE_URL = await freshUrl();
      const settings = { DATABASE_URL, ENCRYPTION_KEYS: newEncodedKey(), RATE_LIMIT_PER_MINUTE: '0' };
      const server = startServer(folder, { ...settings, ADMIN_API_KEY: adminKey }, [], built);
      const url = await server.ready();
      const call = callsTo(url, adminKey);
      const all = await call('GET', '/api/models?all=true');
      expect(Object(all.body).length).toBeGreaterThan(1_000);
      const before = residentKilobytes(server);

      for (let hundred = 0; hundred < 20; hundred++)
        await Promise.all(Array.from({ length: 100 }, () => connected(url)));
      expect((await call('GET', '/api/models/gpt-4o-mini')).status).toBe(200);

      const paths = ['/api/models?all=true', '/api/models?all=true&sort_by=input_cost', '/api/snapshot'];
      for (let ten = 0; ten < 6; ten++) {
        const path = paths[ten % paths.length] ?? '';
        await Promise.all(Array.from({ length: 10 }, () => abortedDownload(url, path)));
      }
      // Reads and writes find their connections to the database free.
      const body = { model_name: 'x', base_model_name: 'gpt-4o-mini' };
      expect((await call('POST', '/api/models', body)).status).toBe(201);
      expect((await call('GET', '/api/models?all=true')).status).toBe(200);
      expect(residentKilobytes(server) - before).toBeLessThan(tolerable);
    });
  });
});
