// Prices are compared as the decimals that they are: as text, digit by digit, so that nothing is rounded on the way.

const DECIMAL = /^\d+(\.\d+)?$/;
const SHORTEST = /^(\d+)(?:\.(\d+))?e([+-]\d+)$/;

/** Whether it is a plain decimal from 0 on, as a reader types one: `0.15`, `12`. */
export function isDecimal(text: string): boolean {
  return DECIMAL.test(text);
}

/** A price of the API as plain decimal text: the shortest that reads back as `price`, without an exponent. */
export function plainDecimal(price: number): string {
  const text = String(price);
  const [, whole = '', fraction = '', exponent = '0'] = SHORTEST.exec(text) ?? [];
  if (whole === '') return text;
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  if (point <= 0) return `0.${'0'.repeat(-point)}${digits}`;
  return point >= digits.length
    ? digits.padEnd(point, '0')
    : `${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** Less than 0 where `a` is the smaller number, more than 0 where it is the larger. Both are plain decimals. */
export function compareDecimals(a: string, b: string): number {
  const [wholeA, fractionA] = parts(a);
  const [wholeB, fractionB] = parts(b);
  return wholeA.length - wholeB.length || order(wholeA, wholeB) || order(fractionA, fractionB);
}

/** Without zeros that say nothing, so that digits of the same place are under each other. */
function parts(decimal: string): [string, string] {
  const [whole = '', fraction = ''] = decimal.split('.');
  return [whole.replace(/^0+/, ''), fraction.replace(/0+$/, '')];
}

function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
