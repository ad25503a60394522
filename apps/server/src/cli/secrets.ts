import { type RotationReport, rotateSecrets } from '../secrets/rotation.js';
import { keyringFor } from '../startup/storage.js';
import { type CommandContext, CommandError, onExistingDatabase } from './command.js';
import { json } from './output.js';

function assertAllReadable({ unreadable, unreadableIn, fingerprintKey }: RotationReport): void {
  if (unreadable > 0) {
    const where = unreadableIn.map(
      ({ layer, provider_id }) => `${provider_id} (${layer.replace(/^o:/, '')})`,
    );
    throw new CommandError(
      `${unreadable} secrets could not be read with any configured key, and were left as they are: ${where.join(', ')}. Add the key that wrote them to ENCRYPTION_KEYS and run this again, or set these secrets anew.`,
    );
  }
  if (fingerprintKey === 'unreadable') {
    throw new CommandError(
      'The key of the fingerprints could not be read with any configured key. Add the key that wrote it to ENCRYPTION_KEYS and run this again.',
    );
  }
}

/** Encrypts every stored secret anew under the first encryption key. Servers have to know that key before. */
export async function rotate(context: CommandContext, options: { json?: true }): Promise<void> {
  const config = context.config();
  const report = await onExistingDatabase(config, (database) =>
    rotateSecrets(database, keyringFor(config, database)),
  );
  if (options.json) context.print(json(report));
  else
    context.print(
      `Encrypted ${report.rotated} secrets of ${report.providers} providers anew under the first key.`,
    );
  assertAllReadable(report);
  if (!options.json)
    context.note('Every secret is under the first key now: the other keys are not needed any more.');
}
