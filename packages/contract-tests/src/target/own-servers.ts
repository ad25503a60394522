import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { isJson } from '../contract/document.js';
import { type Issuer, signed } from './jwt.js';
import { type Running, startProcess } from './process.js';
import { type PreparedUrls, preparations, type Target } from './target.js';

const builtServer = 'apps/server/dist/main.js';
const preparedServer = 'apps/server/test/prepared-server.ts';
const postgresServer = 'apps/server/test/postgres-server.ts';

/** Where Node finds the loader of the programs that are not built. */
const here = new URL('../../', import.meta.url).pathname;
const unbuilt = ['--import', 'tsx'];

/** The engines that servers of our own keep their data in. */
export type Engine = 'sqlite' | 'postgres';

function newIssuer(): Issuer {
  const secret = randomBytes(32).toString('hex');
  return { secret, issuer: 'https://id.contract.test/', audience: 'llm-registry' };
}

function jwtSettings({ secret, issuer, audience }: Issuer): Record<string, string> {
  return { JWT_SECRET: secret, JWT_ISSUER: issuer, JWT_AUDIENCE: audience };
}

/** The server as it is deployed, on a new database, with allowances that no test meets. */
function startBuilt(folder: string, databaseUrl: string, adminKey: string, issuer: Issuer): Promise<Running> {
  const settings = {
    PORT: '0',
    HOST: '127.0.0.1',
    DATABASE_URL: databaseUrl,
    ENCRYPTION_KEYS: randomBytes(32).toString('base64'),
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
function startPrepared(folder: string, postgresUrl: string | undefined, issuer: Issuer): Promise<Running> {
  const postgres: Record<string, string> = postgresUrl === undefined ? {} : { POSTGRES_URL: postgresUrl };
  const settings = { FOLDER: folder, ...postgres, ...jwtSettings(issuer) };
  return startProcess([...unbuilt, preparedServer], settings, here, /^\{/);
}

/** A database server, if the engine is one: that of TEST_POSTGRES_URL, else one of our own. */
async function startEngine(engine: Engine): Promise<Running | undefined> {
  if (engine === 'sqlite') return undefined;
  const { TEST_POSTGRES_BIN, TEST_POSTGRES_URL } = process.env;
  const settings = {
    ...(TEST_POSTGRES_BIN !== undefined && { TEST_POSTGRES_BIN }),
    ...(TEST_POSTGRES_URL !== undefined && { TEST_POSTGRES_URL }),
  };
  return startProcess([...unbuilt, postgresServer], settings, here, /^postgres:/);
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

/** Starts the built server and those that are prepared to fail, each on data of its own on one engine. */
export async function ownServers(
  folder: string,
  engine: Engine,
): Promise<{ target: Target; prepared: PreparedUrls; stop(): Promise<void> }> {
  const issuer = newIssuer();
  const adminKey = randomBytes(32).toString('base64url');
  const database = await startEngine(engine);
  const builtFolder = folderIn(folder, 'built');
  const databaseUrl = database?.line.trim() ?? `sqlite:${join(builtFolder, 'registry.db')}`;
  const [built, prepared] = await Promise.all([
    startBuilt(builtFolder, databaseUrl, adminKey, issuer),
    startPrepared(folderIn(folder, 'prepared'), database?.line.trim(), issuer),
  ]);
  const otherAdminKey = signed(issuer, { org_id: 'contract-other', role: 'admin', sub: 'contract' });
  return {
    target: { baseUrl: built.line.trim(), adminKey, otherAdminKey, isOwn: true, issuer },
    prepared: preparedUrls(prepared.line),
    stop: async () => {
      await Promise.all([built.stop(), prepared.stop()]);
      await database?.stop();
    },
  };
}
