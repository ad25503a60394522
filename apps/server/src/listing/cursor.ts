import { hash } from 'node:crypto';
import { contentOfOpaque, opaque } from '../answers/opaque-text.js';
import { isStorable } from '../answers/storable.js';
import { errors } from '../errors.js';
import { isNumeric } from './fields.js';
import type { List } from './list.js';
import type { Order } from './order.js';
import type { Position } from './position.js';

/** Where a page begins and which way it is read. */
export interface Cursor {
  backward: boolean;
  from: Position;
}

const version = 1;

/** A cursor as text for a URL, with a check that covers its place and the list it belongs to. */
export function encodeCursor(list: List, { backward, from }: Cursor): string {
  // Put together from one text: three of these are written for each page.
  const content = JSON.stringify([version, backward, from.key, from.name]);
  const check = hash('sha256', `["${list.key}",${content}]`, 'base64url').slice(0, 16);
  return opaque(`${content.slice(0, -1)},"${check}"]`);
}

function isKey(key: unknown, order: Order): key is Position['key'] {
  if (order.by === 'name') return key === '';
  if (order.by === 'constant') return isStorable(key);
  if (key === null) return order.field.nullable;
  return isNumeric(order.field) ? Number.isSafeInteger(key) : isStorable(key);
}

/**
 * Reads a cursor that `encodeCursor` made for the same sort and filters.
 * @throws invalid_cursor when it is damaged or belongs to another list
 */
export function decodeCursor(list: List, text: string): Cursor {
  const content = contentOfOpaque(text);
  if (!Array.isArray(content)) throw errors.invalidCursor();
  const [, backward, key, name]: unknown[] = content;
  if (typeof backward !== 'boolean' || !isKey(key, list.order) || !isStorable(name))
    throw errors.invalidCursor();
  const cursor = { backward, from: { key, name } };
  // Written again it is the same text, check and spelling included, or somebody changed it.
  if (encodeCursor(list, cursor) !== text) throw errors.invalidCursor();
  return cursor;
}
