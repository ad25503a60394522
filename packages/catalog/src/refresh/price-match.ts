import { fieldsOf, isFields, listOf, textIn } from './fields.js';

export type Match = (id: string) => boolean;

/** The price source says which ids a price is for as a small tree of conditions. Case does not matter to it. */
export function readMatch(condition: unknown): Match {
  const fields = fieldsOf(condition, 'a match');
  const [kind] = Object.keys(fields);
  const reader = kind === undefined ? undefined : READERS[kind];
  if (!kind || !reader) throw new Error(`the match "${kind}" is unknown`);
  return reader(fields[kind]);
}

export function readOptionalMatch(condition: unknown): Match {
  return isFields(condition) ? readMatch(condition) : () => false;
}

const READERS: Record<string, (value: unknown) => Match> = {
  or: (conditions) => anyOf(listOf(conditions, 'or').map(readMatch)),
  and: (conditions) => allOf(listOf(conditions, 'and').map(readMatch)),
  equals: (text) => onText(text, (id, wanted) => id === wanted),
  starts_with: (text) => onText(text, (id, wanted) => id.startsWith(wanted)),
  ends_with: (text) => onText(text, (id, wanted) => id.endsWith(wanted)),
  contains: (text) => onText(text, (id, wanted) => id.includes(wanted)),
  regex: (pattern) => onPattern(textIn({ pattern }, 'pattern')),
};

function anyOf(matches: Match[]): Match {
  return (id) => matches.some((match) => match(id));
}

function allOf(matches: Match[]): Match {
  return (id) => matches.every((match) => match(id));
}

function onText(text: unknown, compare: (id: string, wanted: string) => boolean): Match {
  const wanted = textIn({ text }, 'text').toLowerCase();
  return (id) => compare(id.toLowerCase(), wanted);
}

/** Patterns are tried on the lower-case id, as the price source's own calculator does. */
function onPattern(pattern: string): Match {
  const expression = new RegExp(pattern);
  return (id) => expression.test(id.toLowerCase());
}
