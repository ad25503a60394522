import { existsSync } from 'node:fs';
import { type CopyReport, copyDatabase } from '../copy/copy.js';
import type { Heard, Progress } from '../copy/fill.js';
import { type Place, placeOf } from '../copy/place.js';
import { keyFilePath } from '../secrets/key-file.js';
import type { CommandContext } from './command.js';
import { table } from './output.js';

interface Options {
  from: string;
  to: string;
}

/** How often a long table is reported on, in milliseconds. */
const reportEvery = 1_000;

/** Says how far a copy is: at most once a second, and at the end of each table. */
function reporting({ note }: CommandContext): Heard {
  let [told, began] = [performance.now(), performance.now()];
  return ({ step, table: name, rows, done }: Progress) => {
    const now = performance.now();
    if (!done && now - told < reportEvery) return;
    told = now;
    const perSecond = Math.round((rows * 1_000) / Math.max(now - began, 1));
    note(`${name}: ${rows} rows ${step}${done ? '' : ' so far'} (${perSecond} a second)`);
    if (done) began = now;
  };
}

/** A path as one word of a shell, whatever is in it. */
const quoted = (path: string): string => `'${path.replaceAll("'", "'\\''")}'`;

/** What servers on the target need to read the secrets, without showing it. */
function keysAdvice({ file }: Place): string {
  const why = 'Secrets stay encrypted as they were: servers on the copy need the same ENCRYPTION_KEYS';
  const keyFile = file === null ? null : keyFilePath(file);
  if (keyFile === null || !existsSync(keyFile)) return `${why} as those on the source.`;
  const command = `tr -s '[:space:],' '\\n' < ${quoted(keyFile)} | paste -sd , -`;
  return `${why}. Unless those on the source have that set, the keys are in ${keyFile}; set\n  ENCRYPTION_KEYS="$(${command})"`;
}

function sinceText(changes: number | null): string {
  if (changes === null)
    return 'The copy is there, but the source did not say how many changes it has had since.';
  if (changes === 0)
    return 'The source has had no change since. One that its servers make from now on is NOT in the copy.';
  return `The source has had ${changes} changes since, which are NOT in the copy. Stop its servers and copy again into an empty database, unless they may be lost.`;
}

function historyText(isKept: boolean): string {
  if (isKept) return 'Live clients go on from the copy where they are.';
  return 'The copy has a history of its own, the one row by which it differs from the source: live clients load everything again, so that they miss nothing.';
}

function report({ print, note }: CommandContext, from: Place, copied: CopyReport): void {
  const { tables, changesSince, historyKept } = copied;
  const rows = tables.map(({ name, rows: count, hash }) => [name, String(count), hash]);
  print(table(['TABLE', 'ROWS', 'SHA-256 ON BOTH SIDES'], rows));
  note(sinceText(changesSince));
  note(historyText(historyKept));
  note(keysAdvice(from));
}

/** Copies a database into an empty one, and proves that both hold the same. Needs no configuration. */
export async function copy(context: CommandContext, options: Options): Promise<void> {
  const [from, to] = [placeOf('--from', options.from), placeOf('--to', options.to)];
  report(context, from, await copyDatabase(from, to, reporting(context)));
}
