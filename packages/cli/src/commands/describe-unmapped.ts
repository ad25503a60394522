import type { ModelsFile } from '../file/models-file.js';
import { isWholeEntry, type Unmapped } from '../imports/imported.js';
import { visible } from '../terminal/visible.js';

/** More lines than this are read by nobody, so that they are told by field instead. */
const mostLines = 200;
const mostNames = 5;

/**
 * What became of a file, for people: every entry that was left out, and every field, by entry where they are few.
 * @param options `verbose` names every entry however many there are
 */
export function describeUnmapped(
  { models, providers }: ModelsFile,
  unmapped: readonly Unmapped[],
  { verbose }: { verbose?: boolean },
): string {
  const heading = `${models.length} models and ${providers.length} providers out of the file.`;
  if (unmapped.length === 0) return `${heading} Everything was mapped.\n`;
  const isLong = unmapped.length > mostLines && verbose !== true;
  const lines = isLong ? byField(unmapped) : unmapped.map(line);
  return [`${heading} Not mapped:`, ...lines.map((it) => `  ${visible(it)}`), ''].join('\n');
}

const line = ({ entry, field, reason }: Unmapped): string => `${entry}: ${field}: ${reason}`;

function byField(unmapped: readonly Unmapped[]): string[] {
  const groups = new Map<string, string[]>();
  for (const it of unmapped.filter((one) => !isWholeEntry(one))) {
    const key = `${it.field}: ${it.reason}`;
    const entries = groups.get(key);
    if (entries) entries.push(it.entry);
    else groups.set(key, [it.entry]);
  }
  const ordered = [...groups].sort(([, a], [, b]) => b.length - a.length);
  return [
    ...unmapped.filter(isWholeEntry).map(line),
    ...ordered.map(([what, entries]) => `${what} (${someOf(entries)})`),
    '--verbose names every entry, and so does "unmapped" with --json.',
  ];
}

function someOf(entries: string[]): string {
  const more = entries.length > mostNames ? ` and ${entries.length - mostNames} more` : '';
  return `${entries.slice(0, mostNames).join(', ')}${more}`;
}
