import { createOperatorKeys, type KeyRequest, type ListedKey } from '../auth/keys/operator-keys.js';
import type { Database } from '../db/connect.js';
import { createCommit } from '../revisions/commit.js';
import { type CommandContext, ensureCatalog, onDatabase, onExistingDatabase, placeOf } from './command.js';
import { json, table, visible } from './output.js';

interface JsonOption {
  json?: true;
}

const operatorKeys = (database: Database, clock: () => Date) =>
  createOperatorKeys(database, createCommit(database, clock), clock);

const expiryText = ({ expires_at }: ListedKey) =>
  expires_at === null ? 'never expires' : `expires ${expires_at}`;

/** Makes a key. The key alone goes to standard output, so that a script can take it from there. */
export async function createKey(context: CommandContext, options: KeyRequest & JsonOption): Promise<void> {
  const { json: asJson, ...request } = options;
  const config = context.config();
  await onDatabase(config, async (database) => {
    await ensureCatalog(database, context.clock);
    const { key, plaintext } = await operatorKeys(database, context.clock).create(request);
    if (asJson) return context.print(json({ ...key, api_key: plaintext }));
    context.note(
      `Key ${key.id} "${visible(key.name)}" of organization "${key.organization}": ${key.role}, ${expiryText(key)}.`,
    );
    context.note(`It is stored in ${placeOf(config)} as a hash only, so this is the one time it is shown:`);
    context.print(plaintext);
  });
}

/** Lists keys, without their secrets. */
export async function listKeys(
  context: CommandContext,
  { organization, json: asJson }: { organization?: string } & JsonOption,
): Promise<void> {
  const keys = await onExistingDatabase(context.config(), (database) =>
    operatorKeys(database, context.clock).list(organization),
  );
  if (asJson) return context.print(json(keys));
  if (keys.length === 0) return context.note('There are no keys. "keys create" makes one.');
  const headings = ['ID', 'ORGANIZATION', 'NAME', 'ROLE', 'EXPIRES', 'LAST USED'];
  const rows = keys.map((key) => [
    key.id,
    key.organization,
    key.name,
    key.role,
    key.expires_at ?? 'never',
    key.last_used_at ?? 'never',
  ]);
  context.print(table(headings, rows));
}

/** Revokes a key; servers refuse it from their next request on. */
export async function revokeKey(
  context: CommandContext,
  id: string,
  { json: asJson }: JsonOption,
): Promise<void> {
  const key = await onExistingDatabase(context.config(), (database) =>
    operatorKeys(database, context.clock).revoke(id),
  );
  if (asJson) return context.print(json(key));
  context.print(`Revoked key ${key.id} "${visible(key.name)}" of organization "${key.organization}".`);
}
