// Draws what was measured: one picture for each axis, one panel for each measure, both scales logarithmic.
import { writeFileSync } from 'node:fs';
import { scaleLog } from 'd3-scale';
import { readPoints } from './data.mjs';

const panel = { width: 330, height: 220, left: 56, right: 14, top: 34, bottom: 34 };
const perRow = 3;
const header = 48;
const colors = { sqlite: '#0b62a4', postgres: '#b5410e' };
const names = { sqlite: 'SQLite', postgres: 'PostgreSQL' };
const titles = {
  models: 'By models in one organization',
  organizations: 'By organizations of 100 models',
  dependents: 'By dependents of one base',
};

const escaped = (text) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
const text = (x, y, content, attributes = '') =>
  `<text x="${x}" y="${y}" ${attributes}>${escaped(content)}</text>`;
const line = (x1, y1, x2, y2) => `<line x1="${x1}" y1="${y1}" x2="${x2}" y2="${y2}" stroke="#ddd"/>`;
const short = (value) =>
  new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 2 }).format(value);

/** A scale from decade to decade around all values. */
function decades(values, range) {
  const [least, most] = [Math.min(...values), Math.max(...values)].map(Math.log10);
  const top = Math.max(Math.ceil(most), Math.floor(least) + 1);
  return scaleLog()
    .domain([10 ** Math.floor(least), 10 ** top])
    .range(range);
}

const ticksOf = (scale) =>
  scale.ticks().filter((tick) => Number.isInteger(Math.round(Math.log10(tick) * 1e9) / 1e9));

function scalesOf(points) {
  const { width, height, left, right, top, bottom } = panel;
  return {
    x: decades(
      points.map(({ size }) => size),
      [left, width - right],
    ),
    y: decades(
      points.flatMap(({ low, high }) => [low, high]),
      [height - bottom, top],
    ),
  };
}

function axesOf({ x, y }) {
  const { width, height, left, right, top, bottom } = panel;
  const across = ticksOf(y).map((tick) => [
    line(left, y(tick), width - right, y(tick)),
    text(left - 6, y(tick) + 4, short(tick), 'text-anchor="end"'),
  ]);
  const up = ticksOf(x).map((tick) => [
    line(x(tick), top, x(tick), height - bottom),
    text(x(tick), height - bottom + 16, short(tick), 'text-anchor="middle"'),
  ]);
  return [...across, ...up].flat().join('');
}

/** One engine: a line through the medians, and from the smallest to the largest of each point. */
function curveOf(engine, points, { x, y }) {
  const sorted = [...points].sort((a, b) => a.size - b.size);
  const path = sorted.map(({ size, median }) => `${x(size).toFixed(1)},${y(median).toFixed(1)}`).join(' ');
  const marks = sorted.map(
    ({ size, median, low, high }) =>
      `<line x1="${x(size)}" x2="${x(size)}" y1="${y(low)}" y2="${y(high)}" stroke="${colors[engine]}"/>` +
      `<circle cx="${x(size)}" cy="${y(median)}" r="3" fill="${colors[engine]}"/>`,
  );
  return `<polyline points="${path}" fill="none" stroke="${colors[engine]}" stroke-width="2"/>${marks.join('')}`;
}

function panelOf(measure, points) {
  const scales = scalesOf(points);
  const curves = Object.keys(names)
    .map((engine) => [engine, points.filter((point) => point.engine === engine)])
    .filter(([, own]) => own.length > 0)
    .map(([engine, own]) => curveOf(engine, own, scales));
  return `${text(panel.left, 20, `${measure}, ${points[0].unit}`, 'font-weight="600"')}${axesOf(scales)}${curves.join('')}`;
}

const legend = Object.entries(names)
  .map(
    ([engine, name], index) =>
      `<rect x="${panel.left + index * 110}" y="30" width="12" height="4" fill="${colors[engine]}"/>` +
      text(panel.left + 18 + index * 110, 36, name),
  )
  .join('');

function pictureOf(axis, points) {
  const measures = [...new Set(points.map(({ measure }) => measure))];
  const width = perRow * panel.width;
  const height = header + Math.ceil(measures.length / perRow) * panel.height;
  const panels = measures.map((measure, index) => {
    const own = points.filter((point) => point.measure === measure);
    const [column, row] = [index % perRow, Math.floor(index / perRow)];
    return `<g transform="translate(${column * panel.width} ${header + row * panel.height})">${panelOf(measure, own)}</g>`;
  });
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" font-size="11" fill="#222">
<title>${titles[axis]}</title>
<rect width="100%" height="100%" fill="#fff"/>
${text(panel.left, 20, titles[axis], 'font-size="15" font-weight="600"')}${legend}
${panels.join('\n')}
</svg>
`;
}

/** Writes `results/curves-<axis>.svg` for each axis of which there are points. */
export function plotAll() {
  // Nothing has no place on a logarithmic scale.
  const points = readPoints().filter(({ low }) => low > 0);
  for (const axis of Object.keys(titles)) {
    const own = points.filter((point) => point.axis === axis);
    if (own.length > 0)
      writeFileSync(new URL(`../results/curves-${axis}.svg`, import.meta.url), pictureOf(axis, own));
  }
}
