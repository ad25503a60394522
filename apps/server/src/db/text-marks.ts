import type { Piece } from './text-index.js';

/** Around every text that is indexed, so that its end can be asked for, and the whole of it, however short. */
export const mark = { begin: '\u0002', end: '\u0003' };

/** How many code points an index finds at least. */
export const shortestPiece = 3;

/** A piece as it stands between the marks. */
export function marked({ text, at }: Piece): string {
  const ended = at === 'anywhere' ? text : text + mark.end;
  return at === 'whole' ? mark.begin + ended : ended;
}

/** Whether an index of pieces of `shortestPiece` code points can look for a piece. Neither engine's takes a zero. */
export const isIndexable = (piece: Piece): boolean =>
  [...marked(piece)].length >= shortestPiece && !piece.text.includes('\0');
