// Whether what a step printed is what the document shows.
import type { Shown } from './steps.js';

function literal(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}

/** A pattern for a text in which `…` stands for anything, and a line of it alone for any lines, also for none. */
function pattern(text: string): RegExp {
  const parts = `${text}\n`.split(/(^…\n|…)/m).map((part) => {
    if (part === '…\n') return '(?:[\\s\\S]*?\\n)?';
    return part === '…' ? '[\\s\\S]*?' : literal(part);
  });
  return new RegExp(`^${parts.join('')}$`);
}

function matches(actual: string, shown: string): boolean {
  return pattern(shown).test(`${actual}\n`);
}

/** Without the spaces at the ends of lines and the empty lines around, which nobody sees. */
function visible(text: string): string {
  return text.replace(/[^\S\n]+$/gm, '').replace(/^\n+|\n+$/g, '');
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;

function listDifferences(actual: unknown, shown: readonly unknown[], path: string): string[] {
  if (!Array.isArray(actual)) return [`${path} is no list`];
  const open = shown.at(-1) === '…';
  const wanted = open ? shown.slice(0, -1) : shown;
  if (actual.length < wanted.length || (!open && actual.length > wanted.length)) {
    return [`${path} has ${actual.length} entries`];
  }
  return wanted.flatMap((value, index) => differences(actual[index], value, `${path}/${index}`));
}

/**
 * Where a value is not what is shown. An object may have more members than are shown, a list whose last entry is `…` more
 * entries, and `…` in a text stands for anything.
 */
function differences(actual: unknown, shown: unknown, path = ''): string[] {
  if (shown === '…') return actual === undefined ? [`${path} is not there`] : [];
  if (typeof shown === 'string' && typeof actual === 'string' && matches(actual, shown)) return [];
  if (Array.isArray(shown)) return listDifferences(actual, shown, path);
  if (isObject(shown)) {
    if (!isObject(actual)) return [`${path} is ${JSON.stringify(actual)}`];
    return Object.entries(shown).flatMap(([key, value]) => differences(actual[key], value, `${path}/${key}`));
  }
  return Object.is(actual, shown) ? [] : [`${path} is ${JSON.stringify(actual)}`];
}

/** JSON with comments: a comment is whatever follows two slashes that stand in no string. */
function parseWithComments(text: string): unknown {
  return JSON.parse(text.replace(/("(?:[^"\\]|\\.)*")|\/\/.*$/gm, (_comment, string) => string ?? ''));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What is wrong with an output, in one text; null when it is what is shown. */
export function complaint(actual: string, { language, text }: Shown): string | null {
  if (language === 'json' || language === 'jsonc') {
    const value = parsed(actual);
    if (value === undefined) return `It printed no JSON:\n${actual}`;
    const found = differences(value, parseWithComments(text));
    return found.length === 0 ? null : `${found.join('; ')}, in:\n${actual}`;
  }
  return matches(visible(actual), visible(text)) ? null : `It printed:\n${actual}\nand not:\n${text}`;
}
