// LOAD.md: what mixed traffic came to, and how memory went over a long time.
import { existsSync, readFileSync } from 'node:fs';

const soakFile = new URL('../results/soak.json', import.meta.url);
const names = { sqlite: 'SQLite', postgres: 'PostgreSQL' };

const times = (line, name) =>
  ['P50', 'P99', 'P999'].map((which) => Number(line[name + which]).toFixed(1)).join(', ');
const whole = (value) => Math.round(Number(value)).toLocaleString('en');

const lineOf = (line) =>
  `| ${names[line.engine]}, ${line.connections} | ${whole(line.perSecond)} | ${times(line, 'get')} | ${times(line, 'popular')} | ` +
  `${times(line, 'page')} | ${times(line, 'put')} | ${[line.lagP50, line.lagP99, line.lagMax].map((lag) => Number(lag).toFixed(1)).join(', ')} | ` +
  `${whole(line.memoryBefore)}, ${whole(line.memoryMost)}, ${whole(line.memoryAfter)} | ${line.date}, ${line.seconds} s; others took ${(line.others * 100).toFixed(0)} % |`;

function soakLines() {
  if (!existsSync(soakFile)) return '';
  const soaks = Object.values(JSON.parse(readFileSync(soakFile, 'utf8')));
  const soakLine = ({ engine, minutes, early, late, growth, answers, date, isFlat }) =>
    `| ${names[engine]} | ${minutes} min | ${whole(answers)} | ${whole(early)} MB | ${whole(late)} MB | ${(growth * 100).toFixed(1)} %${isFlat ? '' : ' **missed**'} | ${date} |`;
  return `
## A long time

Written by \`npm run bench:soak\`: the same traffic with 64 connections. Memory is the median of a third of the time after the warm-up, the first
and the last; it may grow by 5 % at most.

| engine | for | answers | resident early | late | growth (≤ 5 %) | when |
|---|---|---|---|---|---|---|
${soaks.map(soakLine).join('\n')}
`;
}

/** @param lines of results/load.csv */
export function documentOf(lines) {
  return `# Load

Written by \`npm run bench:load\`: 95 % reads and 5 % writes on 100,000 models: of a hundred requests 45 are GETs of any model, 45 of the
same hundred models, 5 the first page of 50, and 5 PUTs. Times are p50, p99 and p99.9 in milliseconds as the clients see them; the lag of the
event loop is its median, p99 and longest; memory is resident, before, at most and after.

| engine, connections | answers a second | GET of any model | of a popular one | page | PUT | lag, ms | memory, MB | when |
|---|---|---|---|---|---|---|---|---|
${lines.map(lineOf).join('\n')}
${soakLines()}`;
}

/** The lines of results/load.csv as they are kept. */
export function keptLines(file) {
  if (!existsSync(file)) return [];
  const [head, ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const columns = head.split(',');
  return lines.map((line) =>
    Object.fromEntries(line.split(',').map((text, index) => [columns[index], text])),
  );
}
