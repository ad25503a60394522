/**
 * When a change happens: now, but later than the object's last change even where the clock stood still or went back.
 * @param previous the time of the last change, ISO 8601; none where the object is new
 */
export function timeAfter(previous: string | null | undefined, now: Date): string {
  const earliest = previous ? Date.parse(previous) + 1 : 0;
  return new Date(Math.max(now.getTime(), earliest)).toISOString();
}
