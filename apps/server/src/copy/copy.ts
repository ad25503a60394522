import type { Knex } from 'knex';
import { type Database, openDatabase } from '../db/connect.js';
import { migrate } from '../db/migrate.js';
import { continueHistory, historyId, renewHistory } from '../revisions/history.js';
import { catalogTurn } from '../revisions/turns.js';
import { assertNoRows, assertSource, assertTarget } from './checks.js';
import { CopyError, naming } from './failure.js';
import { fillTarget, type Heard, type Side, type TableDigest } from './fill.js';
import { assertThere, type Place } from './place.js';

/** What was copied, the same on both sides. */
export interface CopyReport {
  readonly tables: readonly TableDigest[];
  /** How many changes the source has had since the state that was copied; null where it could not be asked any more. */
  readonly changesSince: number | null;
  /** Whether cursors of the source are good on the copy: where it lacks a change, whoever has seen that would miss others. */
  readonly historyKept: boolean;
}

/** Makes the target's schema, and fills it in one transaction, so that a copy that is cut leaves it empty. */
async function intoTarget(to: Place, target: Database, source: Side, heard: Heard): Promise<TableDigest[]> {
  await assertTarget(target.write, target.dialect, to);
  await migrate(target, to.label);
  return target.maintain((connection) =>
    connection.transaction(async (tx) => {
      // A server that starts there, or another copy, waits for its turn until this one has ended. One that had begun to
      // load its catalog before has the second turn: what it adds is seen below. Nobody takes the first while having that.
      await target.dialect.takeTurn(tx, 'migration');
      await target.dialect.takeTurn(tx, catalogTurn);
      await assertNoRows(tx, to);
      const tables = await fillTarget({
        source,
        target: { place: to, dialect: target.dialect, queries: tx },
        heard,
      });
      // Whether the source goes on is known at the end only, which a command that is killed does not reach.
      await renewHistory(tx);
      return tables;
    }),
  );
}

/** How many changes all organizations have had together, and how many catalogs there were, which change all of them. */
async function changesIn(queries: Knex): Promise<number> {
  const own = await queries('organization').sum({ changes: 'revision' }).first();
  const shipped = await queries('catalog_layer').max({ catalogs: 'ordinal' }).first();
  return Number(own?.['changes'] ?? 0) + Number(shipped?.['catalogs'] ?? 0);
}

/** @throws CopyError where both names lead to one database */
async function assertTwo(queries: Knex, source: Database, target: Database, to: Place): Promise<void> {
  if (source.dialect !== target.dialect) return;
  const { identity } = source.dialect;
  if ((await identity(queries)) !== (await identity(target.read))) return;
  throw new CopyError(`${to.label} names the database that --from names. Name another one.`);
}

async function copyBetween(
  { from, to }: { from: Place; to: Place },
  source: Database,
  heard: Heard,
): Promise<CopyReport> {
  const copied = await source.snapshot(async (queries) => {
    await assertSource(queries, source.dialect, from);
    const before = await changesIn(queries);
    const tables = await onTarget(to, async (target) => {
      await assertTwo(queries, source, target, to);
      return intoTarget(to, target, { place: from, dialect: source.dialect, queries }, heard);
    });
    return { before, tables, history: await historyId(queries) };
  });
  // The copy is there by now, whatever becomes of its source.
  const after = await changesIn(source.read).catch(() => null);
  const changesSince = after === null ? null : after - copied.before;
  const historyKept = changesSince === 0 && (await keepHistory(to, copied.history));
  return { tables: copied.tables, changesSince, historyKept };
}

/** Answers whether it could: the copy is good without. */
function keepHistory(to: Place, history: string): Promise<boolean> {
  const kept = onTarget(to, ({ write }) => continueHistory(write, history));
  return kept.then(
    () => true,
    () => false,
  );
}

function onTarget<Result>(to: Place, work: (target: Database) => Promise<Result>): Promise<Result> {
  return naming(to, async () => {
    const target = openDatabase(to.url, { poolSize: 2 });
    return work(target).finally(target.close);
  });
}

/**
 * Copies one state of a database into an empty one, of either engine, while servers go on using the source. All of it
 * is there at the end, and has been read again and compared; or nothing is.
 * @param heard is told after every few rows
 * @throws CopyError with what to change
 */
export async function copyDatabase(from: Place, to: Place, heard: Heard = () => {}): Promise<CopyReport> {
  assertThere(from);
  return naming(from, async () => {
    const source = openDatabase(from.url, { poolSize: 2 });
    return copyBetween({ from, to }, source, heard).finally(source.close);
  });
}
