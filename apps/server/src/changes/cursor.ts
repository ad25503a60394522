import { z } from 'zod';
import { contentOfOpaque, opaqueText } from '../answers/opaque-text.js';
import { isStorable } from '../answers/storable.js';
import { errors } from '../errors.js';
import type { Position } from './position.js';

/** What a cursor says: how far its reader has come, and in which view of which history (`viewId`). */
export interface Cursor extends Position {
  view: string;
}

const written = z.strictObject({
  v: z.string(),
  r: z.int().nonnegative(),
  n: z.string().refine(isStorable).optional(),
});

/** A cursor as text for a URL. */
export function encodeCursor({ view, revision, name }: Cursor): string {
  const content = { v: view, r: revision, ...(name === null ? {} : { n: name }) };
  return opaqueText(content);
}

/** @throws invalid_cursor for what `encodeCursor` never makes */
export function decodeCursor(text: string): Cursor {
  const content = written.safeParse(contentOfOpaque(text));
  if (!content.success) throw errors.invalidChangeCursor();
  const { v, r, n } = content.data;
  return { view: v, revision: r, name: n ?? null };
}
