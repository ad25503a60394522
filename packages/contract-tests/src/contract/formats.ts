/** How many decimals the shortest decimal of a number has, as `String` writes it, exponents resolved. */
export function decimalsOf(value: number): number {
  const [mantissa = '', exponent = '0'] = String(value).split('e');
  const fraction = mantissa.split('.')[1] ?? '';
  return Math.max(0, fraction.length - Number(exponent));
}

/** The contract's own formats; written from its text, not from the server's code. */
export const ownFormats: Readonly<Record<string, (value: number) => boolean>> = {
  cost: (value) => decimalsOf(value) <= 12,
  int64: (value) => Number.isSafeInteger(value),
};
