import { armsOf } from './arms.js';
import { byName } from './order.js';
import { namedStatement, phasesOf } from './page-sql.js';
import { namesStatement } from './place-sql.js';
import { isIndexed } from './plan.js';
import { type Position, positionOf } from './position.js';
import { type ListedRow, type Reading, readShown, readStretch, stretchOf } from './reading.js';
import { readNames } from './store.js';

type Batches = AsyncGenerator<ListedRow[], void, undefined>;

/** Reads the list in its order, each time from where the last read ended. */
async function* walkBatches(reading: Reading): Batches {
  const { batch: size } = reading.limits;
  let from: Position | null = null;
  for (;;) {
    const batch: ListedRow[] = await readStretch(reading, stretchOf(reading, from), size);
    yield batch;
    const last = batch.at(-1);
    if (last === undefined || batch.length < size) return;
    from = positionOf(reading.list.order, last);
  }
}

/** Leaves out what was there before: a model whose key rises while it is read would come again. */
async function* withoutRepeats(batches: Batches): Batches {
  const seen = new Set<string>();
  for await (const batch of batches) {
    yield batch.filter(({ name }) => !seen.has(name));
    for (const { name } of batch) seen.add(name);
  }
}

async function namesInOrder(reading: Reading): Promise<string[]> {
  const stretch = stretchOf(reading, null);
  const names: string[] = [];
  for (const phase of phasesOf(stretch)) {
    const statement = namesStatement(reading.arms, stretch, phase);
    if (statement) names.push(...(await readNames(reading.database.read, statement)));
  }
  return [...new Set(names)];
}

/** Sorts once, keeps the names, and reads the rows by name: an order without an index would be sorted for each read. */
async function* namedBatches(reading: Reading): Batches {
  const { database, list, limits } = reading;
  const names = await namesInOrder(reading);
  for (let start = 0; start < names.length; start += limits.batch) {
    const wanted = names.slice(start, start + limits.batch);
    const statement = namedStatement(armsOf(list.layers), list.layers, wanted, database.dialect);
    const rows = await readShown(reading, { statement, order: byName, isFixed: false });
    const found = new Map(rows.map((row) => [row.name, row]));
    yield wanted.map((name) => found.get(name)).filter((row) => row !== undefined);
  }
}

/**
 * Everything of a list in short reads, one after the other as they are taken. A model that nobody touches meanwhile is there
 * exactly once, any other at most once.
 */
export function batchesOf(reading: Reading): Batches {
  const { order } = reading.list;
  if (order.by === 'name') return walkBatches(reading);
  return isIndexed(order) ? withoutRepeats(walkBatches(reading)) : namedBatches(reading);
}
