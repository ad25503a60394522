/** A non-negative decimal number, exactly: `digits` divided by ten to the power of `scale`. */
export interface Decimal {
  digits: bigint;
  scale: number;
}

export const ZERO: Decimal = { digits: 0n, scale: 0 };

const NUMBER = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/;

/**
 * The number that JSON had: the shortest decimal that reads back as `value`, not the binary fraction nearest to it.
 * A TypeError for what is no price: negative, infinite, not a number.
 */
export function decimalOf(value: number): Decimal {
  const [, whole, fraction = '', exponent = '0'] = NUMBER.exec(String(value)) ?? [];
  if (whole === undefined) throw new TypeError(`A price is a number from 0 on, not ${value}`);
  const scale = fraction.length - Number(exponent);
  const digits = BigInt(whole + fraction);
  return scale < 0 ? { digits: digits * 10n ** BigInt(-scale), scale: 0 } : { digits, scale };
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { digits: digitsAt(scale, a) + digitsAt(scale, b), scale };
}

/** `count` is a whole number. */
export function times(count: number, { digits, scale }: Decimal): Decimal {
  return { digits: BigInt(count) * digits, scale };
}

export function perMillion({ digits, scale }: Decimal): Decimal {
  return { digits, scale: scale + 6 };
}

/** Plain text, as short as it gets: no exponent, no sign, no zeros that say nothing. */
export function textOf({ digits, scale }: Decimal): string {
  const padded = digits.toString().padStart(scale + 1, '0');
  const whole = padded.slice(0, padded.length - scale);
  const fraction = padded.slice(padded.length - scale).replace(/0+$/, '');
  return fraction === '' ? whole : `${whole}.${fraction}`;
}

function digitsAt(scale: number, decimal: Decimal): bigint {
  return decimal.digits * 10n ** BigInt(scale - decimal.scale);
}
