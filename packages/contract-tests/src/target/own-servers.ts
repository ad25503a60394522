import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isJson } from '../contract/document.js';
import { type Issuer, signed } from './jwt.js';
import { type Running, startProcess } from './process.js';
import { type PreparedUrls, preparations, type Target } from './target.js';

const builtServer = 'apps/server/dist/main.js';
const preparedServer = 'apps/server/test/prepared-server.ts';

function newIssuer(): Issuer {
  const secret = randomBytes(32).toString('hex');
  return { secret, issuer: 'https://id.contract.test/', audience: 'llm-registry' };
}

function jwtSettings({ secret, issuer, audience }: Issuer): Record<string, string> {
  return { JWT_SECRET: secret, JWT_ISSUER: issuer, JWT_AUDIENCE: audience };
}

/** The server as it is deployed, on a new database, with allowances that no test meets. */
function startBuilt(folder: string, adminKey: string, issuer: Issuer): Promise<Running> {
  const settings = {
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: `sqlite:${join(folder, 'registry.db')}`,
    ADMIN_API_KEY: adminKey,
    RATE_LIMIT_PER_MINUTE: '1000000',
    ANONYMOUS_RATE_LIMIT_PER_MINUTE: '1000000',
    LOG_LEVEL: 'error',
    LOG_FORMAT: 'json',
    ...jwtSettings(issuer),
  };
  return startProcess([builtServer], settings, folder, /^http:/);
}

/** One process with a server for each way to fail. */
function startPrepared(folder: string, issuer: Issuer): Promise<Running> {
  return startProcess(
    ['--import', 'tsx', preparedServer],
    { FOLDER: folder, ...jwtSettings(issuer) },
    // Where Node finds the loader.
    new URL('../../', import.meta.url).pathname,
    /^\{/,
  );
}

function preparedUrls(line: string): PreparedUrls {
  const urls: unknown = JSON.parse(line);
  const urlOf = (name: string) => (isJson(urls) ? String(urls[name]) : '');
  return Object.fromEntries(preparations.map((name) => [name, urlOf(name)]));
}

function folderIn(folder: string, name: string): string {
  mkdirSync(join(folder, name));
  return join(folder, name);
}

/** Starts the built server and those that are prepared to fail, each on data of its own in the folder. */
export async function ownServers(
  folder: string,
): Promise<{ target: Target; prepared: PreparedUrls; stop(): Promise<void> }> {
  const issuer = newIssuer();
  const adminKey = randomBytes(32).toString('base64url');
  const [built, prepared] = await Promise.all([
    startBuilt(folderIn(folder, 'built'), adminKey, issuer),
    startPrepared(folderIn(folder, 'prepared'), issuer),
  ]);
  const otherAdminKey = signed(issuer, { org_id: 'contract-other', role: 'admin', sub: 'contract' });
  return {
    target: { baseUrl: built.line.trim(), adminKey, otherAdminKey, isOwn: true, issuer },
    prepared: preparedUrls(prepared.line),
    stop: async () => {
      await Promise.all([built.stop(), prepared.stop()]);
    },
  };
}
