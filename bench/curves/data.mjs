// What was measured, as lines of CSV: one for each engine, axis, size and measure, replaced when it is measured again.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const folder = new URL('../results/', import.meta.url);
const file = new URL('curves.csv', folder);
const columns = [
  'axis',
  'engine',
  'size',
  'measure',
  'unit',
  'median',
  'low',
  'high',
  'rounds',
  'date',
  'node',
  'others',
];
const numbers = new Set(['size', 'median', 'low', 'high', 'rounds', 'others']);

const pointOf = (line) =>
  Object.fromEntries(
    line.split(',').map((text, index) => [columns[index], numbers.has(columns[index]) ? Number(text) : text]),
  );

const keyOf = ({ axis, engine, size, measure }) =>
  `${axis},${engine},${String(size).padStart(9, '0')},${measure}`;

/** Every point that was ever measured, the newest of each. */
export function readPoints() {
  try {
    const [, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
    return lines.map(pointOf);
  } catch {
    return [];
  }
}

/** Adds points, in place of those of the same engine, axis, size and measure. */
export function keepPoints(points) {
  const all = new Map([...readPoints(), ...points].map((point) => [keyOf(point), point]));
  const sorted = [...all].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, point]) => point);
  const lines = sorted.map((point) => columns.map((column) => point[column]).join(','));
  mkdirSync(folder, { recursive: true });
  writeFileSync(file, `${[columns.join(','), ...lines].join('\n')}\n`);
}
