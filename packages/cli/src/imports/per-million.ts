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
  const price = Number(`${match[1]}e${Number(match[2] ?? 0) + places}`);
  return price <= 1e9 ? price : undefined;
}
