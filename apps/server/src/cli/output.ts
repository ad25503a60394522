/** The value as JSON that people can read too. */
export function json(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

/** What a terminal would obey instead of showing: it could move the cursor, hide a row or make one up. */
const obeyed = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

/** Text that somebody else chose, with every character that is not for reading written as its escape. */
export function visible(text: string): string {
  return text.replace(obeyed, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

/** Rows under their headings, in columns as wide as they need to be, one line a row. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const lines = [headings, ...rows].map((line) => line.map(visible));
  const widths = headings.map((_heading, column) =>
    Math.max(...lines.map((line) => line[column]?.length ?? 0)),
  );
  const padded = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  return padded.join('\n');
}
