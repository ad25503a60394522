import type { FieldType } from './fields.js';
import { costPoint, datePoint, exactly, type Point, windowPoint } from './points.js';

/** A value as a client may send it. */
export type FilterValue = string | number | boolean;

/** A filter's value as it compares, and as it is echoed. */
export interface Operand {
  point: Point;
  echo: FilterValue;
}

const number =
  (pointOf: (value: number) => Point) =>
  (value: FilterValue): Operand | undefined =>
    typeof value === 'number' && Number.isFinite(value) ? { point: pointOf(value), echo: value } : undefined;

function text(value: FilterValue): Operand | undefined {
  return typeof value === 'string' ? { point: exactly(value), echo: value } : undefined;
}

function enumeration(value: FilterValue): Operand | undefined {
  return typeof value === 'string' ? text(value.toLowerCase()) : undefined;
}

function flag(value: FilterValue): Operand | undefined {
  // The sum turns -0, which JSON can write, into 0.
  return value === 0 || value === 1 ? { point: exactly(value + 0), echo: value + 0 } : undefined;
}

function boolean(value: FilterValue): Operand | undefined {
  return typeof value === 'boolean' ? { point: exactly(value ? 1 : 0), echo: value } : undefined;
}

function date(value: FilterValue): Operand | undefined {
  const point = typeof value === 'string' ? datePoint(value) : undefined;
  if (point === undefined) return undefined;
  return { point, echo: point.exact ? point.floor : value };
}

interface ValueRule {
  /** The operand of a value, undefined where the value is not of the type. */
  read: (value: FilterValue) => Operand | undefined;
  /** What the type takes, for a sentence. */
  takes: string;
}

export const valueRules: Readonly<Record<FieldType, ValueRule>> = {
  text: { read: text, takes: 'text' },
  enum: { read: enumeration, takes: 'text' },
  cost: { read: number(costPoint), takes: 'numbers' },
  window: { read: number(windowPoint), takes: 'numbers' },
  flag: { read: flag, takes: '1 or 0' },
  boolean: { read: boolean, takes: 'true or false' },
  date: { read: date, takes: 'date-times with an offset, such as "2026-11-23T09:00:00Z"' },
};
