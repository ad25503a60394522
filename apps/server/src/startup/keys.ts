import { anyKey, createFirstKey, ensureAdminKey } from '../auth/keys/standing-keys.js';
import type { Config } from '../config.js';
import type { Database } from '../db/connect.js';
import type { Logger } from '../observe/logs.js';
import type { Commit } from '../revisions/commit.js';

interface KeyParts {
  database: Database;
  commit: Commit;
  clock: () => Date;
}

/** Nobody can call a server without keys and tokens, and nothing would say why. */
async function warnWithoutCredentials(config: Config, { database }: KeyParts, log: Logger): Promise<void> {
  if (config.jwt !== null || (await anyKey(database))) return;
  log.warn(
    'there is no credential yet: "npm run registry -- keys create --organization default --name admin --role admin" makes one',
  );
}

/**
 * Sees to the keys that exist without anybody having asked the API for them, and says so where there are none.
 * @param firstStart whether a first admin key may be made
 * @returns the whole first key, if one was made
 */
export async function standingKeys(
  config: Config,
  parts: KeyParts,
  firstStart: boolean,
  log: Logger,
): Promise<string | null> {
  const state = await ensureAdminKey(parts, config.adminApiKey?.reveal());
  if (state === 'revoked')
    log.warn('the key of ADMIN_API_KEY was revoked: set a new value to have one again');
  const wanted = firstStart && config.adminApiKey === null && config.jwt === null;
  const firstKey = wanted ? await createFirstKey(parts) : null;
  await warnWithoutCredentials(config, parts, log);
  return firstKey;
}
