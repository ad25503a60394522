// Values written as TypeScript, as Python and as JSON: on one line where that is short, else one member to a line.

const WIDEST = 72;

/**
 * @typedef {object} Notation
 * @property {(value: unknown) => string} scalar null, booleans, numbers and text
 * @property {(key: string) => string} key of a member, without what is between it and the value
 * @property {string} step of the indentation
 * @property {string} pad what is inside braces, on both sides
 * @property {string} end what follows the last member that has a line of its own
 */

/** Text between single quotes, as this code has it too. @param {string} text */
const quoted = (text) =>
  `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;

/** @type {Notation} */
const typescript = {
  scalar: (value) => (typeof value === 'string' ? quoted(value) : JSON.stringify(value)),
  key: (key) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : quoted(key)),
  step: '  ',
  pad: ' ',
  end: ',',
};

const pythonWords = new Map(
  /** @type {[unknown, string][]} */ ([
    [null, 'None'],
    [true, 'True'],
    [false, 'False'],
  ]),
);

/** @type {Notation} */
const python = {
  scalar: (value) => pythonWords.get(value) ?? JSON.stringify(value),
  key: (key) => JSON.stringify(key),
  step: '    ',
  pad: '',
  end: ',',
};

/** @type {Notation} */
const json = {
  scalar: (value) => JSON.stringify(value),
  key: (key) => JSON.stringify(key),
  step: '  ',
  pad: ' ',
  end: '',
};

/** @param {unknown} value @param {Notation} notation @returns {string} */
function onOneLine(value, notation) {
  if (Array.isArray(value)) return `[${value.map((item) => onOneLine(item, notation)).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return notation.scalar(value);
  const members = Object.entries(value).map(
    ([key, item]) => `${notation.key(key)}: ${onOneLine(item, notation)}`,
  );
  if (members.length === 0) return '{}';
  return `{${notation.pad}${members.join(', ')}${notation.pad}}`;
}

/** @param {unknown} value @param {Notation} notation @param {string} indent @returns {string} */
function written(value, notation, indent) {
  const short = onOneLine(value, notation);
  if (indent.length + short.length <= WIDEST || typeof value !== 'object' || value === null) return short;
  const inner = indent + notation.step;
  const [open, close] = Array.isArray(value) ? '[]' : '{}';
  const items = Array.isArray(value)
    ? value.map((item) => written(item, notation, inner))
    : Object.entries(value).map(([key, item]) => `${notation.key(key)}: ${written(item, notation, inner)}`);
  return `${open}\n${items.map((item) => inner + item).join(',\n')}${notation.end}\n${indent}${close}`;
}

/** @param {unknown} value what JSON can hold @param {string} [indent] of the line that it begins on */
export const asTypescript = (value, indent = '') => written(value, typescript, indent);

/** @param {unknown} value what JSON can hold @param {string} [indent] of the line that it begins on */
export const asPython = (value, indent = '') => written(value, python, indent);

/** @param {unknown} value what JSON can hold @param {string} [indent] of the line that it begins on */
export const asJson = (value, indent = '') => written(value, json, indent);
