/** Digits of a cost key: the contract allows costs up to 1e9 with 12 decimals. */
const integerDigits = 10;
const decimals = 12;

/**
 * The shortest decimal of a number read as a double, as plain text without an exponent.
 * @param value finite, USD per 1M tokens
 */
export function decimalText(value: number): string {
  const [mantissa = '0', exponent] = String(value === 0 ? 0 : value).split('e');
  if (exponent === undefined) return mantissa;
  const sign = mantissa.startsWith('-') ? '-' : '';
  const [whole = '0', fraction = ''] = mantissa.replace('-', '').split('.');
  const point = whole.length + Number(exponent);
  const digits = whole + fraction;
  if (point <= 0) return `${sign}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return sign + digits.padEnd(point, '0');
  return `${sign}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** How many decimals the shortest decimal of a number has. */
export function decimalPlaces(value: number): number {
  return decimalText(value).split('.')[1]?.length ?? 0;
}

/** Whether a number is a cost that the contract allows to be that precise: at most 12 decimals. */
export function isCost(value: number): boolean {
  return Number.isFinite(value) && decimalPlaces(value) <= decimals;
}

/** A cost as text of fixed width, which sorts as the number does: 620.57 is `0000000620.570000000000`. */
export function costKey(value: number): string {
  const [whole = '0', fraction = ''] = decimalText(value).split('.');
  return `${whole.padStart(integerDigits, '0')}.${fraction.padEnd(decimals, '0')}`;
}
