/** JSON as text for a URL, which says nothing to whoever reads it. */
export function opaqueText(content: unknown): string {
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

/** The content of such a text; undefined for any other. */
export function contentOfOpaque(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
