import type { Dialect } from '../db/dialect.js';
import {
  indexedTexts,
  type Piece,
  type TextColumn,
  type TextHits,
  type TextIndex,
} from '../db/text-index.js';
import type { Condition } from './conditions.js';
import { isLayerField } from './fields.js';

/** A piece of text to look for, where, and in what. */
interface Lookup {
  index: TextIndex;
  column: TextColumn;
  piece: Piece;
}

function pieceOf({ operator, text }: Condition & { kind: 'text' }): Piece {
  switch (operator) {
    case 'iexact':
      return { text, at: 'whole' };
    case 'contains':
    case 'icontains':
      return { text, at: 'anywhere' };
    case 'endswith':
      return { text, at: 'end' };
  }
}

function lookupOf(condition: Condition, { textIndex }: Dialect): Lookup | null {
  const { field } = condition;
  if (condition.kind !== 'text' || isLayerField(field)) return null;
  const indexed = indexedTexts.find(({ column }) => column === field.column);
  const piece = pieceOf(condition);
  return indexed && textIndex.serves(piece) ? { index: textIndex, column: indexed.column, piece } : null;
}

/** Whether the index of texts leads to the rows of a condition. */
export function isLookedUp(condition: Condition, dialect: Dialect): boolean {
  return lookupOf(condition, dialect) !== null;
}

/** Where the index of texts leads to for a condition in a layer; null where it does not serve it. */
export function textHits(condition: Condition, layer: string, dialect: Dialect): TextHits | null {
  const lookup = lookupOf(condition, dialect);
  return lookup?.index.hits(layer, lookup.column, lookup.piece) ?? null;
}
