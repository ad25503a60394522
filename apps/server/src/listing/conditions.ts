import type { Field } from './fields.js';
import type { ColumnValue, Point } from './points.js';

export type TextOperator = 'iexact' | 'contains' | 'icontains' | 'endswith';

export interface Bound {
  value: ColumnValue;
  inclusive: boolean;
}

/** What a field has to be. Null is equal to nothing, in no range and no text. */
export type Test =
  /** Equal to one of the values; to none of them where there are none. */
  | { kind: 'among'; values: readonly ColumnValue[] }
  /** Not equal to the value, or null; of no value, anything. */
  | { kind: 'other_than'; value: ColumnValue | undefined }
  | { kind: 'range'; lower?: Bound; upper?: Bound }
  | { kind: 'null'; isNull: boolean }
  | { kind: 'text'; operator: TextOperator; text: string };

export type Condition = Test & { field: Field };

export type RangeOperator = 'lt' | 'lte' | 'gt' | 'gte';

/** The values that equal one of the points. One between two values that the column can hold equals none. */
export function among(points: readonly Point[]): Test {
  return { kind: 'among', values: points.filter(({ exact }) => exact).map(({ floor }) => floor) };
}

export function otherThan({ floor, exact }: Point): Test {
  return { kind: 'other_than', value: exact ? floor : undefined };
}

/** Below a value that no column value equals is up to and including its floor; above it is above the floor. */
export function compared(operator: RangeOperator, { floor, exact }: Point): Test {
  switch (operator) {
    case 'lt':
      return { kind: 'range', upper: { value: floor, inclusive: !exact } };
    case 'lte':
      return { kind: 'range', upper: { value: floor, inclusive: true } };
    case 'gt':
      return { kind: 'range', lower: { value: floor, inclusive: false } };
    case 'gte':
      return { kind: 'range', lower: { value: floor, inclusive: exact } };
  }
}

const lastCodePoint = 0x10ffff;
const surrogates = { first: 0xd800, afterLast: 0xe000 };

/** The first text by code point that is after every text with the prefix; undefined where there is none. */
function afterPrefix(prefix: string): string | undefined {
  const points = Array.from(prefix, (character) => character.codePointAt(0) ?? 0);
  const last = points.findLastIndex((point) => point < lastCodePoint);
  if (last === -1) return undefined;
  const next = (points[last] ?? 0) + 1;
  return String.fromCodePoint(
    ...points.slice(0, last),
    next === surrogates.first ? surrogates.afterLast : next,
  );
}

/** Text with a prefix is a range of text, which an index serves. */
export function startingWith(prefix: string): Test {
  const end = afterPrefix(prefix);
  const lower = { value: prefix, inclusive: true };
  return end === undefined
    ? { kind: 'range', lower }
    : { kind: 'range', lower, upper: { value: end, inclusive: false } };
}
