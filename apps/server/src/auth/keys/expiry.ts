/** Length of `2099-12-31T00:00:00.000Z`; years beyond 9999 are longer and are no date-time of RFC 3339. */
const isoLength = 24;

/**
 * A point of time after `now`, as ISO 8601 UTC.
 * @param text a date-time of RFC 3339, with any offset
 * @returns null for what is not one, or not in the future
 */
export function futureTime(text: string, now: Date): string | null {
  const time = new Date(text);
  if (!(time.getTime() > now.getTime())) return null;
  const iso = time.toISOString();
  return iso.length === isoLength ? iso : null;
}

const unitSeconds: ReadonlyMap<string, number> = new Map([
  ['m', 60],
  ['h', 3_600],
  ['d', 86_400],
]);

/**
 * When a key expires that an operator wants for `text`: `90d`, `12h` or `30m` from now, or a date-time of RFC 3339.
 * @returns ISO 8601 UTC, or null for what is neither, or not in the future
 */
export function expiryOf(text: string, now: Date): string | null {
  const [, count, unit] = /^(\d{1,6})([mhd])$/.exec(text) ?? [];
  if (count === undefined || unit === undefined) {
    return /^\d{4}-\d{2}-\d{2}T/i.test(text) ? futureTime(text, now) : null;
  }
  const seconds = Number(count) * (unitSeconds.get(unit) ?? 0);
  return futureTime(new Date(now.getTime() + seconds * 1_000).toISOString(), now);
}
