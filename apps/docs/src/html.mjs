// HTML by template: whatever is put into a template is escaped, unless it is HTML already.

const escapes = /** @type {Record<string, string>} */ ({
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
});

/** Text that is HTML already. */
export class Html {
  /** @param {string} text */
  constructor(text) {
    this.text = text;
  }

  toString() {
    return this.text;
  }
}

/** @typedef {string | number | Html | Html[]} Content */

/** @param {Content} content */
function render(content) {
  if (Array.isArray(content)) return content.join('\n');
  if (content instanceof Html) return content.text;
  return String(content).replace(/[&<>"']/g, (character) => escapes[character] ?? character);
}

/**
 * The template tag: escapes strings and numbers, joins lists, leaves HTML as it is.
 * @param {TemplateStringsArray} strings
 * @param {Content[]} contents
 */
export function html(strings, ...contents) {
  return new Html(String.raw({ raw: strings }, ...contents.map(render)));
}

/**
 * A sentence of the contract: escaped, with `backticks` shown as code.
 * @param {string} text
 */
export function prose(text) {
  return new Html(render(text).replace(/`([^`]+)`/g, '<code>$1</code>'));
}
