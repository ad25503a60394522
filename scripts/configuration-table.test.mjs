import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { settingsTable } from '../apps/server/src/config.js';
import { configurationPage } from './configuration-table.mjs';

it('docs/configuration.md says what the server reads (else: node scripts/configuration-table.mjs)', () => {
  const page = readFileSync(new URL('../docs/configuration.md', import.meta.url), 'utf8');
  expect(page).toBe(configurationPage(settingsTable));
});
