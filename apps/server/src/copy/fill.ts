import type { Knex } from 'knex';
import type { Dialect } from '../db/dialect.js';
import { reasonOf } from '../startup/failure.js';
import { createDigest, type Digest } from './digest.js';
import { CopyError, naming } from './failure.js';
import type { Place } from './place.js';
import { insertRows, type Row, rowsOf } from './rows.js';
import { type CopiedTable, columnsOf, copiedTables } from './tables.js';

/** How far a copy is: so many rows of a table are written, or written and read again. */
export interface Progress {
  readonly step: 'copied' | 'compared';
  readonly table: string;
  readonly rows: number;
  /** Whether these are all of the table. */
  readonly done: boolean;
}

export type Heard = (progress: Progress) => void | Promise<void>;

/** A database of a copy that runs, in its transaction. */
export interface Side {
  readonly place: Place;
  readonly dialect: Dialect;
  readonly queries: Knex;
}

export interface Sides {
  readonly source: Side;
  readonly target: Side;
  readonly heard: Heard;
}

export type TableDigest = Digest & { readonly name: string };

interface Part extends CopiedTable {
  columns: readonly string[];
}

async function digestOf(
  queries: Knex,
  part: Part,
  each: (rows: readonly Row[], soFar: number) => Promise<void>,
): Promise<Digest> {
  const digest = createDigest(part.columns);
  let count = 0;
  for await (const rows of rowsOf(queries, part, part.columns)) {
    for (const row of rows) digest.add(row);
    count += rows.length;
    await each(rows, count);
  }
  return digest.end();
}

/** Text that one engine holds may be too long for an index of the other, or hold what the other does not. */
function insertFailure({ place }: Side, { name, key }: Part, row: object, error: unknown): CopyError {
  const first = JSON.stringify(key.map((column) => Object(row)[column]));
  return new CopyError(
    `${place.label} did not take the rows of table "${name}" from ${first} on: ${reasonOf(error)}. Nothing was copied.`,
  );
}

async function copyTable({ source, target, heard }: Sides, part: Part): Promise<Digest> {
  const say = async (rows: number, done: boolean) => heard({ step: 'copied', table: part.name, rows, done });
  const digest = await naming(source.place, () =>
    digestOf(source.queries, part, async (rows, count) => {
      await insertRows(target.queries, part.name, part.columns, rows).catch((error: unknown) => {
        throw insertFailure(target, part, Object(rows[0]), error);
      });
      await say(count, false);
    }),
  );
  await say(digest.rows, true);
  return digest;
}

/** @throws CopyError where the target does not hold what the source does */
async function compareTable({ target, heard }: Sides, part: Part, copied: Digest): Promise<void> {
  const say = async (rows: number, done: boolean) =>
    heard({ step: 'compared', table: part.name, rows, done });
  const found = await digestOf(target.queries, part, (_rows, count) => say(count, false));
  if (found.hash !== copied.hash || found.rows !== copied.rows) {
    throw new CopyError(
      `${target.place.label}: table "${part.name}" differs after it was copied (${found.rows} rows, ${found.hash}; the source has ${copied.rows}, ${copied.hash}). Nothing was copied.`,
    );
  }
  await say(found.rows, true);
}

/** The tables with the columns that both sides have. @throws CopyError where somebody has changed a table of one side */
async function partsOf({ source, target }: Sides): Promise<Part[]> {
  const parts: Part[] = [];
  for (const table of copiedTables) {
    const columns = await columnsOf(source.queries, source.dialect, table.name);
    const there = await columnsOf(target.queries, target.dialect, table.name);
    if (columns.join() !== there.join())
      throw new CopyError(
        `${target.place.label}: table "${table.name}" has other columns than at ${source.place.label}.`,
      );
    parts.push({ ...table, columns });
  }
  return parts;
}

/**
 * Copies every row, then reads the target again and compares.
 * @throws CopyError where the target did not take a row, or holds something else afterwards
 */
export async function fillTarget(sides: Sides): Promise<TableDigest[]> {
  const parts = await partsOf(sides);
  // What the migrations wrote there: the source has its own.
  await sides.target.queries('setting').delete();
  const copied = [];
  for (const part of parts) copied.push({ part, digest: await copyTable(sides, part) });
  for (const { part, digest } of copied) await compareTable(sides, part, digest);
  return copied.map(({ part, digest }) => ({ name: part.name, ...digest }));
}
