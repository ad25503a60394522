import { createMemo } from './bounded-memo.js';
import type { Total } from './counts.js';
import { type Cursor, decodeCursor } from './cursor.js';
import { placeBehind } from './jump.js';
import type { ReadPage } from './links.js';
import { type Position, positionOf } from './position.js';
import { type ListedRow, type Reading, readStretch, stretchOf } from './reading.js';

/** Which page of a list: by cursor, else by number. */
export interface PageChoice {
  /** From 1. */
  page: number;
  /** 1 to 100. */
  pageSize: number;
  cursor?: string | undefined;
}

/** The rows of a page in list order, and where it lies. */
export interface PageRows extends ReadPage {
  rows: ListedRow[];
}

/** Where a page begins and which way it is read. */
interface Beginning {
  from: Position | null;
  backward: boolean;
}

const rememberedPlaces = 1_000;

/** A page beyond the end. */
const noRows: PageRows = {
  rows: [],
  first: undefined,
  last: undefined,
  from: null,
  backward: false,
  more: false,
};

async function readFrom(reading: Reading, { from, backward }: Beginning, size: number): Promise<PageRows> {
  const read = await readStretch(reading, stretchOf(reading, from, backward), size + 1);
  const rows = read.slice(0, size);
  if (backward) rows.reverse();
  const at = (index: number) => {
    const row = rows.at(index);
    return row && positionOf(reading.list.order, row);
  };
  return { rows, first: at(0), last: at(-1), from, backward, more: read.length > size };
}

/**
 * Makes the reader of pages. A page by cursor is read from its place. A page by number costs what comes before it, so the
 * place where the next one begins is remembered, for clients that count pages up.
 */
export function createPageReader() {
  const places = createMemo<Position>(rememberedPlaces);

  const placeKey = ({ list }: Reading, pageSize: number, page: number): string => {
    const { organization, revision, shipped, catalogVisibility } = list.layers;
    return JSON.stringify([organization, revision, shipped, catalogVisibility, list.key, pageSize, page]);
  };

  async function placeOf(
    reading: Reading,
    { page, pageSize }: PageChoice,
    total: Total,
  ): Promise<Position | undefined> {
    const skipped = (page - 1) * pageSize;
    if (!total.isLowerBound && skipped >= total.count) return undefined;
    const remembered = places.get(placeKey(reading, pageSize, page));
    return remembered ?? placeBehind(reading.database.read, reading.arms, stretchOf(reading, null), skipped);
  }

  async function byNumber(reading: Reading, choice: PageChoice, total: Total): Promise<PageRows> {
    const { page, pageSize } = choice;
    const from = page === 1 ? null : await placeOf(reading, choice, total);
    if (from === undefined) return noRows;
    const read = await readFrom(reading, { from, backward: false }, pageSize);
    if (read.more && read.last) places.set(placeKey(reading, pageSize, page + 1), read.last);
    return read;
  }

  /** @throws invalid_cursor when the cursor belongs to another list */
  return async function readPage(reading: Reading, choice: PageChoice, total: Total): Promise<PageRows> {
    if (choice.cursor === undefined) return byNumber(reading, choice, total);
    const { from, backward }: Cursor = decodeCursor(reading.list, choice.cursor);
    return readFrom(reading, { from, backward }, choice.pageSize);
  };
}
