// GET of a model that is kept, on PostgreSQL beside SQLite.
import { compare } from '../measure.mjs';
import { adminKey, startRegistry } from '../servers.mjs';

const path = '/api/models/openai/gpt-4o-mini';
const least = 0.8;

export async function measureKeptGet(figures, address, { folder, rounds, seconds }) {
  const sqlite = await startRegistry(folder);
  const headers = { authorization: `Bearer ${adminKey}` };
  const target = { url: address + path, headers };
  const result = await compare(target, { url: sqlite.address + path, headers }, { rounds, seconds });
  await sqlite.stop();
  const number = (value) => value.toFixed(2);
  figures.row(
    'GET of a kept model on PostgreSQL, 16 connections',
    `${number(result.ratio)} (${number(result.low)}–${number(result.high)}) of SQLite's`,
    `${result.target.toFixed(0)} against ${result.comparison.toFixed(0)} requests a second; must be ≥ ${least}`,
    result.ratio >= least,
  );
}
