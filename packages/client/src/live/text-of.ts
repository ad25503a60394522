/** The text of bytes in UTF-8. Throws a SyntaxError for other bytes: they would silently become other names. */
export function textOf(parts: readonly Uint8Array[]): string {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    return parts.map((part) => decoder.decode(part, { stream: true })).join('') + decoder.decode();
  } catch (cause) {
    throw new SyntaxError('The answer is no UTF-8', { cause });
  }
}
