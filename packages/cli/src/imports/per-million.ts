/**
 * USD per 1M tokens out of USD per token, by moving the decimal point of the text: 1.5e-7 is 0.15 and never
 * 0.15000000000000002. Undefined for what is no price.
 * @param perToken a number or its text, as files of other tools have it
 */
export function perMillion(perToken: unknown): number | undefined {
  return shifted(perToken, 6);
}

/** A price that is per 1M tokens already. Undefined for what is none. */
export function asPrice(value: unknown): number | undefined {
  return shifted(value, 0);
}

function shifted(value: unknown, places: number): number | undefined {
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value.trim() : '';
  const match = /^(\d+(?:\.\d*)?|\.\d+)(?:e([+-]?\d{1,3}))?$/i.exec(text);
  if (!match) return undefined;
  const exact = Number(`${match[1]}e${Number(match[2] ?? 0) + places}`);
  if (exact > 1e9) return undefined;
  const price = withoutDust(exact);
  // Next to nothing is not free.
  return price === 0 && exact > 0 ? undefined : price;
}

/**
 * The registry keeps 12 decimals. Prices that another tool computed as a float sum have more, such as
 * 15.000020000000003, and mean the price without them.
 */
function withoutDust(price: number): number {
  return Number(price.toFixed(12));
}
