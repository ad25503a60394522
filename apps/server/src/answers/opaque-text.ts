/** JSON text as text for a URL, which says nothing to whoever reads it. */
export function opaque(json: string): string {
  return Buffer.from(json).toString('base64url');
}

/** A value in such a text. */
export function opaqueText(content: unknown): string {
  return opaque(JSON.stringify(content));
}

/** The content of such a text; undefined for any other. */
export function contentOfOpaque(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}
