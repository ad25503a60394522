// GET of a model that is kept, on PostgreSQL beside SQLite.
import { compare, loadOf } from '../measure.mjs';
import { get } from '../requests.mjs';
import { startRegistry } from '../servers.mjs';

const path = '/api/models/openai/gpt-4o-mini';
const least = 0.8;

/** @param first `address` and `pid` of a server on PostgreSQL */
export async function measureKeptGet(figures, first, { folder, rounds, seconds }) {
  const sqlite = await startRegistry(`sqlite:${folder}/bench.db`, {}, { processor: null });
  const kinds = [get(path)];
  const options = { rounds, seconds, connections: 16 };
  const result = await compare({ ...first, kinds }, loadOf(sqlite, kinds), options);
  await sqlite.stop();
  const number = (value) => value.toFixed(2);
  figures.row(
    'GET of a kept model on PostgreSQL, 16 connections',
    `${number(result.ratio)} (${number(result.low)}–${number(result.high)}) of SQLite's`,
    `${result.target.toFixed(0)} against ${result.comparison.toFixed(0)} requests a second; must be ≥ ${least}`,
    result.ratio >= least,
  );
}
