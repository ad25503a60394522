import { costKey, decimalText } from '../models/cost.js';

/** What a column compares with: text by code point, whole numbers by value. */
export type ColumnValue = string | number;

/**
 * Where a filter's value lies among the values a column can hold. `floor` is the largest of them that is not above it, and
 * `exact` says that it is the value itself. So 1.5 among whole numbers is `{floor: 1, exact: false}`, and nothing is lost by
 * comparing with the floor.
 */
export interface Point {
  floor: ColumnValue;
  exact: boolean;
}

export const exactly = (floor: ColumnValue): Point => ({ floor, exact: true });

const above = (floor: ColumnValue): Point => ({ floor, exact: false });

/** Sorts before every text that a column holds, and after. */
const beforeAllText = '';
const afterAllDigits = '~';

const costDecimals = 12;
const costLimit = 1e10;

/** A cost among cost keys, as the shortest decimal of the double; USD per 1M tokens. */
export function costPoint(cost: number): Point {
  if (cost < 0) return above(beforeAllText);
  if (cost >= costLimit) return above(afterAllDigits);
  const [whole = '0', fraction = ''] = decimalText(cost).split('.');
  if (fraction.length <= costDecimals) return exactly(costKey(cost));
  return above(`${whole.padStart(10, '0')}.${fraction.slice(0, costDecimals)}`);
}

/** A number among token windows, which are whole numbers from 1 to 2^53 - 1. */
export function windowPoint(tokens: number): Point {
  if (tokens < 0) return above(-1);
  if (tokens > Number.MAX_SAFE_INTEGER) return above(Number.MAX_SAFE_INTEGER);
  const floor = Math.floor(tokens);
  return { floor, exact: floor === tokens };
}

const dateTime =
  /^(\d{4}-\d{2}-\d{2})[Tt]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d+))?([Zz]|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

const isCalendarDay = (day: string): boolean => {
  const time = Date.parse(`${day}T00:00:00.000Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
};

/**
 * An RFC 3339 date-time among stored times, which are UTC to the millisecond; undefined where the text is not one. Leap
 * seconds are not taken.
 */
export function datePoint(text: string): Point | undefined {
  const [, day, hour, minute, second, fraction = '', zone] = dateTime.exec(text) ?? [];
  if (day === undefined || zone === undefined || !isCalendarDay(day)) return undefined;
  const milliseconds = fraction.slice(0, 3).padEnd(3, '0');
  const floor = new Date(
    `${day}T${hour}:${minute}:${second}.${milliseconds}${zone.toUpperCase()}`,
  ).toISOString();
  // An offset may lead out of the years that four digits write, whose text would sort wrongly.
  if (floor.startsWith('-')) return above(beforeAllText);
  if (floor.startsWith('+')) return above(afterAllDigits);
  return { floor, exact: !/[1-9]/.test(fraction.slice(3)) };
}
