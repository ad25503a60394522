import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { configurationPage } from './configuration-page.mjs';

const table = readFileSync(new URL('../../../../docs/configuration.md', import.meta.url), 'utf8');

describe('the page of settings', () => {
  const { text } = configurationPage(table);

  it('has each setting of the table, and no other', () => {
    const inTable = [...table.matchAll(/^\| `(\w+)`/gm)].map(([, name]) => name);
    expect(inTable).toContain('DATABASE_URL');
    expect([...text.matchAll(/^### (\w+) /gm)].map(([, name]) => name)).toEqual(inTable);
  });

  it('says meaning and default', () => {
    expect(text).toContain('### HOST {#HOST}\n\nAddress to listen on.\n\nDefault: `127.0.0.1`');
    expect(text).toMatch(/### ADMIN_API_KEY [^#]*#ADMIN_API_KEY\}\n\n[^#]*Unset by default\./);
    expect(text).toContain('A `.env` file in the working directory is read');
  });

  it('is not made of a table that it does not understand', () => {
    expect(() => configurationPage('# C\n\nMade\n\nText\n\n| a |\n|---|\n| b |\n')).toThrow(
      'no setting: | b |',
    );
  });
});
