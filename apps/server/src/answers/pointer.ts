/** A reference token of a JSON Pointer (RFC 6901, 3): a member's name as faults write it. */
export function pointerToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

/** The name that a reference token stands for (RFC 6901, 4). */
export function nameOfToken(token: string): string {
  return token.replaceAll('~1', '/').replaceAll('~0', '~');
}
