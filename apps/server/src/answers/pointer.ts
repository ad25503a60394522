/** A reference token of a JSON Pointer (RFC 6901, 3): a member's name as faults write it. */
export function pointerToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
