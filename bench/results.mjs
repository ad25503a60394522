// Keeps what was measured: `results/speed.json` holds the newest figure of each row, RESULTS.md shows them as a table.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { busyGenerator } from './measure.mjs';

const dataFile = new URL('./results/speed.json', import.meta.url);
const tableFile = new URL('./RESULTS.md', import.meta.url);

/** Whether a figure is what a row must reach; a row that is measured but has no limit is always met. */
export const isMet = ({ must, isAtMost }, { ratio }) =>
  must === undefined || (isAtMost ? ratio <= must : ratio >= must);

const rounded = (value) => (value < 10 ? value.toFixed(2) : value.toFixed(0));
const amount = (value, unit = '/s') =>
  unit === '/s'
    ? `${Math.round(value).toLocaleString('en')}/s`
    : `${value < 10 ? value.toFixed(2) : value.toFixed(0)} ${unit}`;

const bound = (value, isAtMost) => (value === undefined ? '' : `${isAtMost ? '≤' : '≥'} ${value}`);

function remarks({ byProcessor, generator, note, others, rounds }) {
  const computed =
    byProcessor === undefined ? '' : `${rounded(byProcessor)} by the servers' own processor time`;
  const busy =
    generator > busyGenerator ? `the load took ${(generator * 100).toFixed(0)} % of its processor` : '';
  const disturbed = others > 0.05 ? `other programs took ${(others * 100).toFixed(0)} % of the machine` : '';
  return [computed, note, busy, disturbed, `${rounds} rounds`].filter(Boolean).join('; ');
}

/** One line of the table. */
export function lineOf(row, figure) {
  const limits = `${bound(row.must, row.isAtMost)} | ${bound(row.aim, row.isAtMost)}`;
  if (figure === undefined) return `| ${row.what} | ${row.against} | ${limits} | not measured yet | | | |`;
  if (figure.missing)
    return `| ${row.what} | ${row.against} | ${limits} | not measured: ${figure.missing} | | | |`;
  const { ratio, low, high, target, comparison, unit } = figure;
  const mark = isMet(row, figure) ? '' : ' **missed**';
  return `| ${row.what} | ${row.against} | ${limits} | ${rounded(ratio)}${mark} | ${rounded(low)}–${rounded(high)} | ${amount(target, unit)} against ${amount(comparison, unit)} | ${figure.date}; ${remarks(figure)} |`;
}

export const tableHead =
  '| what | against | must | aim | reached | spread | in numbers | when and how |\n|---|---|---|---|---|---|---|---|';

/** What was measured in runs before, by row. */
export function earlierResults() {
  try {
    return JSON.parse(readFileSync(dataFile, 'utf8'));
  } catch {
    return { runs: [], figures: {} };
  }
}

const runLine = ({ date, command, machine, node }) =>
  `| ${date} | \`${command}\` | Node ${node} | ${machine} |`;

/** Runs of which no figure is left are forgotten. */
function runsWithFigures(runs, figures) {
  const left = new Set(Object.values(figures).map(({ run }) => run));
  return runs.filter(({ id }) => left.has(id));
}

/**
 * Adds the figures of a run to what is kept and writes both files anew.
 * @param run `id`, `date`, `command`, `machine`, `node`
 */
export function keepResults(rows, run, measured) {
  const { runs, figures: before } = earlierResults();
  const marked = Object.fromEntries(
    Object.entries(measured).map(([id, figure]) => [id, { ...figure, run: run.id, date: run.date }]),
  );
  const figures = { ...before, ...marked };
  const kept = { runs: runsWithFigures([...runs.filter(({ id }) => id !== run.id), run], figures), figures };
  mkdirSync(new URL('./results/', import.meta.url), { recursive: true });
  writeFileSync(dataFile, `${JSON.stringify(kept, null, 2)}\n`);
  writeFileSync(tableFile, documentOf(rows, kept));
}

function documentOf(rows, { runs, figures }) {
  const missed = rows.filter((row) => figures[row.id]?.ratio !== undefined && !isMet(row, figures[row.id]));
  return `# Speed

Written by \`npm run bench\`; [README.md](README.md) says how it measures. Each figure is a ratio to its comparison in the same run, the median
of its rounds, with the smallest and the largest.

${missed.length === 0 ? 'Nothing that must be reached is missed.' : `Missed: ${missed.map(({ id }) => `\`${id}\``).join(', ')}.`}

${tableHead}
${rows.map((row) => lineOf(row, figures[row.id])).join('\n')}

| date | command | version | machine |
|---|---|---|---|
${runs.map(runLine).join('\n')}
`;
}
