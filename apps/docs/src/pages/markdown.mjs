// Markdown by pieces: what comes from data is escaped, so that it is shown as it is.

/** A page of the site, as Markdown. @typedef {{ file: string, text: string }} MarkdownPage `file`: below the site, with `/` */

/**
 * Text as text: nothing in it is markup, a table's border or a template's expression.
 * @param {string | number} text
 */
export function plain(text) {
  return String(text).replace(/[&<>\\`*_[\]|{}#~]/g, (character) =>
    /[&<>]/.test(character) ? `&#${character.charCodeAt(0)};` : `\\${character}`,
  );
}

/**
 * A sentence of the contract: as it is, with its `backticks` as code.
 * @param {string} text
 */
export function prose(text) {
  return text
    .split(/(`[^`]+`)/)
    .map((part) => (part.startsWith('`') ? part.replaceAll('|', '\\|') : plain(part)))
    .join('');
}

/**
 * @param {string[]} headings
 * @param {(string | number)[][]} rows Markdown; numbers are aligned to the right
 */
export function table(headings, rows) {
  const isNumber = headings.map((_, column) => rows.every((row) => typeof row[column] === 'number'));
  return [headings, isNumber.map((right) => (right ? '--:' : '---')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}

/**
 * @param {unknown} value
 */
export function json(value) {
  return `\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\``;
}

/**
 * Sentences of the contract that may be several paragraphs or a list.
 * @param {string} text
 */
export function paragraphs(text) {
  return text.trim().split('\n').map(prose).join('\n');
}

/**
 * The same in several languages, one of which is shown.
 * @param {{ language: string, label: string, text: string }[]} samples
 */
export function codeGroup(samples) {
  const blocks = samples.map(({ language, label, text }) => `\`\`\`${language} [${label}]\n${text}\n\`\`\``);
  return ['::: code-group', ...blocks, ':::'].join('\n\n');
}

/**
 * A page that is not one of a sequence: it has no page before or after it.
 * @param {{ title: string, description: string, outline?: number[] }} facts
 * @param {string[]} blocks Markdown
 */
export function page(facts, blocks) {
  const settings = Object.entries({ ...facts, prev: false, next: false });
  const front = ['---', ...settings.map(([name, value]) => `${name}: ${JSON.stringify(value)}`), '---'].join(
    '\n',
  );
  return `${[front, ...blocks.filter((block) => block !== '')].join('\n\n')}\n`;
}
