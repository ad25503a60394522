import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { chatModel } from '../chat-model.fixture.js';
import { decodeCatalog } from '../encoding.js';
import { loadShippedCatalog, parseCatalog, SHIPPED_FILE } from '../load.js';
import type { CatalogDraft } from './assemble.js';
import { formatCatalogFile, numberDraft, readCommitted } from './catalog-file.js';

const draft: CatalogDraft = { version: '1', as_of: '2026-09-23', providers: [], models: [chatModel()] };

describe('the sequence', () => {
  it('begins at one', () => expect(numberDraft(draft, null).sequence).toBe(1));

  it('stays while the content is the same and grows when it changes', () => {
    const committed = { ...decodeCatalog(numberDraft(draft, null)), sequence: 7 };
    expect(numberDraft(draft, committed).sequence).toBe(7);
    expect(numberDraft({ ...draft, as_of: '2026-09-24' }, committed).sequence).toBe(8);
  });
});

describe('the file', () => {
  it('is read back as it was written', () => {
    const file = numberDraft(draft, null);
    expect(parseCatalog(formatCatalogFile(file))).toEqual(decodeCatalog(file));
  });

  it('has the same bytes for the same content: writing the committed catalog again changes nothing', () => {
    const committed = loadShippedCatalog();
    expect(formatCatalogFile(numberDraft(committed, committed))).toBe(readFileSync(SHIPPED_FILE, 'utf8'));
  });

  it('is null where there is none yet', async () => {
    expect(await readCommitted(new URL('./no-such-file.json', import.meta.url))).toBeNull();
  });
});
