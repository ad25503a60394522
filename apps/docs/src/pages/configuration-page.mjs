// The repository's table of settings with an address for each, so that a search or a link leads to the one that is meant.
import { page } from './markdown.mjs';

/** A row of docs/configuration.md: the name, the default or a dash, the meaning. */
const row = /^\| `(\w+)` \| (.+?) \| (.+) \|$/;

/** @param {string} line */
function section(line) {
  const [, name = '', preset = '', meaning = ''] = row.exec(line) ?? [];
  if (name === '') throw new Error(`docs/configuration.md has a row that is no setting: ${line}`);
  return [`### ${name} {#${name}}`, meaning, preset === '–' ? 'Unset by default.' : `Default: ${preset}`];
}

/** @param {string} markdown docs/configuration.md */
export function configurationPage(markdown) {
  const lines = markdown.split('\n');
  const head = lines.findIndex((line) => line.startsWith('|---'));
  const [, , , ...introduction] = lines.slice(0, head - 1);
  const description = 'Every setting of the server: its variable, its default and what it means.';
  return {
    file: 'configuration.md',
    text: page({ title: 'Configuration', description, outline: [2, 3] }, [
      '# Configuration',
      introduction.join('\n').trim(),
      ...lines
        .slice(head + 1)
        .filter((line) => line !== '')
        .flatMap(section),
    ]),
  };
}
