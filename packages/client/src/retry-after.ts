/**
 * Seconds to wait by a `Retry-After` header (RFC 9110, 10.2.3): a number of seconds or an HTTP date, which is compared
 * with `now` (milliseconds since 1970). Null if there is none or it means nothing.
 */
export function parseRetryAfter(value: string | null, now: number): number | null {
  if (value === null) return null;
  const text = value.trim();
  if (/^\d+$/.test(text)) return Number(text);
  // Date.parse takes "-5" and other numbers for years; an HTTP date begins with the day's name.
  const date = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(date) ? null : Math.max(0, Math.ceil((date - now) / 1000));
}
