import { z } from 'zod';
import { errors } from '../errors.js';
import type { Position } from './position.js';

/** What a cursor says: how far its reader has come, and in which view of which history (`viewId`). */
export interface Cursor extends Position {
  view: string;
}

/** Text as rows hold it: engines disagree about U+0000 and unpaired surrogates. */
const storable = z.string().refine((text) => !/\0|\p{Surrogate}/u.test(text));

const written = z.strictObject({
  v: z.string(),
  r: z.int().nonnegative(),
  n: storable.optional(),
});

/** A cursor as text for a URL. */
export function encodeCursor({ view, revision, name }: Cursor): string {
  const content = { v: view, r: revision, ...(name === null ? {} : { n: name }) };
  return Buffer.from(JSON.stringify(content)).toString('base64url');
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(Buffer.from(text, 'base64url').toString());
  } catch {
    return undefined;
  }
}

/** @throws invalid_cursor for what `encodeCursor` never makes */
export function decodeCursor(text: string): Cursor {
  const content = written.safeParse(parsed(text));
  if (!content.success) throw errors.invalidChangeCursor();
  const { v, r, n } = content.data;
  return { view: v, revision: r, name: n ?? null };
}
