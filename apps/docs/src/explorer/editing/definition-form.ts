// Between what a reader types and a custom model's definition. Which fields there are and what they hold is in the contract.
import type { FieldError } from '@llm-registry/client';
import type { DefinitionField } from '../contract/field.js';
import { compareDecimals, isDecimal, plainDecimal } from '../models/decimal.js';

/** What is typed for each field; empty means inherited, or the default. */
export type Texts = Record<string, string>;

/** A definition to be written, or what is wrong with which field. */
export type ReadForm =
  | { definition: Record<string, unknown>; errors: null }
  | { definition: null; errors: Record<string, string> };

/** What a form shows of a definition. */
export function textsOf(definition: object, fields: readonly DefinitionField[]): Texts {
  return Object.fromEntries(
    fields.map((field) => [field.name, textOf(field, Reflect.get(definition, field.name))]),
  );
}

function textOf({ kind }: DefinitionField, value: unknown): string {
  if (value === undefined || value === null) return '';
  if (kind === 'cost' && typeof value === 'number') return plainDecimal(value);
  return kind === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

/** What is typed as a definition, held to the contract's limits. Fields that are empty are not in it. */
export function readTexts(texts: Texts, fields: readonly DefinitionField[]): ReadForm {
  const errors: Record<string, string> = {};
  const definition: Record<string, unknown> = {};
  for (const field of fields) {
    const text = texts[field.name] ?? '';
    const read = text.trim() === '' ? undefined : readText(field, text);
    if (read && 'wrong' in read) errors[field.name] = read.wrong;
    else if (read) definition[field.name] = read.value;
  }
  return Object.keys(errors).length > 0 ? { definition: null, errors } : { definition, errors: null };
}

type ReadText = { value: unknown } | { wrong: string };

const readers: Record<DefinitionField['kind'], (text: string, field: DefinitionField) => ReadText> = {
  cost: (text, field) => readCost(text.trim(), field),
  count: (text, field) => readCount(text.replace(/[,\s]/g, ''), field),
  text: readString,
  choice: (text) => ({ value: text }),
  flag: (text) => ({ value: Number(text) }),
  boolean: (text) => ({ value: text === 'true' }),
  object: readObject,
};

function readText(field: DefinitionField, text: string): ReadText {
  return readers[field.kind](text, field);
}

function readCost(text: string, { limits }: DefinitionField): ReadText {
  if (!isDecimal(text)) return { wrong: 'A price such as 0.15, please; 0 is free.' };
  const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = limits;
  if (compareDecimals(text, plainDecimal(minimum)) < 0) return { wrong: `At least ${minimum}, please.` };
  if (compareDecimals(text, plainDecimal(maximum)) > 0) return { wrong: `At most ${maximum}, please.` };
  // It is sent as a JSON number, which must not say anything else.
  return compareDecimals(text, plainDecimal(Number(text))) === 0
    ? { value: Number(text) }
    : { wrong: 'More digits than a price can hold.' };
}

function readCount(text: string, { limits }: DefinitionField): ReadText {
  const { minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = limits;
  const count = Number(text);
  if (!/^\d+$/.test(text)) return { wrong: 'A whole number, please.' };
  if (count < minimum || count > maximum) return { wrong: `From ${minimum} to ${maximum}, please.` };
  return { value: count };
}

function readString(text: string, { limits }: DefinitionField): ReadText {
  const { maxLength = Number.POSITIVE_INFINITY, pattern } = limits;
  // Lengths are of code points.
  if ([...text].length > maxLength) return { wrong: `At most ${maxLength} characters, please.` };
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text))
    return { wrong: 'Not as the description says.' };
  return { value: text };
}

function readObject(text: string): ReadText {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? { value } : { wrong: 'A JSON object such as {"logit_bias": false}, please.' };
  } catch (error) {
    return { wrong: `This is no JSON: ${error instanceof Error ? error.message : error}` };
  }
}

/** The server's errors at the fields that they point at; `rest` holds those that point at none of the form. */
export function serverErrors(
  errors: readonly FieldError[],
  fields: readonly DefinitionField[],
): { at: Record<string, string>; rest: string[] } {
  const at: Record<string, string> = {};
  const rest: string[] = [];
  for (const { pointer, detail } of errors) {
    const [, part = '', name = '', ...inner] = pointer.split('/').map(unescaped);
    if (part !== 'body' || !fields.some((field) => field.name === name)) rest.push(`${pointer} ${detail}`);
    else
      at[name] = [at[name], inner.length > 0 ? `${inner.join('/')}: ${detail}` : detail]
        .filter(Boolean)
        .join('; ');
  }
  return { at, rest };
}

/** A step of a JSON Pointer (RFC 6901, 4). */
function unescaped(step: string): string {
  return step.replaceAll('~1', '/').replaceAll('~0', '~');
}
