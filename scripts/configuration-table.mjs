// Writes docs/configuration.md from the settings that the server reads. Needs a build: `npm run build` first.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const target = new URL('../docs/configuration.md', import.meta.url);

/**
 * @typedef {{ name: string; meaning: string; default: string | null }} Setting
 */

/** @param {Setting} setting */
function row({ name, meaning, default: preset }) {
  return `| \`${name}\` | ${preset === null ? '–' : `\`${preset}\``} | ${meaning} |`;
}

/**
 * The page as Markdown.
 * @param {readonly Setting[]} settings
 */
export function configurationPage(settings) {
  return [
    '# Configuration',
    '',
    'Made by `node scripts/configuration-table.mjs` from the settings that the server reads.',
    '',
    'Everything is set by environment variables. A `.env` file in the working directory is read if there is one; the',
    'environment wins. A start with anything wrong stops with one message that lists all of it.',
    '',
    '| variable | default | meaning |',
    '|---|---|---|',
    ...settings.map(row),
    '',
  ].join('\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { settingsTable } = await import(new URL('../apps/server/dist/config.js', import.meta.url).href);
  writeFileSync(target, configurationPage(settingsTable));
}
