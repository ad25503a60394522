/** What a terminal would obey instead of showing: it could move the cursor, hide a line or make one up. */
const obeyed = /[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}]/gu;

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Text that somebody else chose, on one line, with every character that is not for reading written as its escape. */
export function visible(text: string): string {
  return text.replace(obeyed, escaped);
}

/**
 * The same for text of many lines. In JSON, and in YAML as `yamlText` writes it, such characters are in quotes, where the
 * escape means the same.
 */
export function visibleLines(text: string): string {
  return text.replace(obeyed, (character) => (character === '\n' ? character : escaped(character)));
}
