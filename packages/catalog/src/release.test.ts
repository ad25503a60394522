import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { largestCatalog, packCatalog, unpackCatalog } from './release.js';

describe('a packed catalog', () => {
  it('is named by its day, and comes with its SHA-256', () => {
    const { name, bytes, checksum } = packCatalog('{"a":1}', '2026-11-01');
    expect(name).toBe('catalog-2026-11-01.json.gz');
    expect(checksum).toBe(`${createHash('sha256').update(bytes).digest('hex')}  ${name}\n`);
  });

  it('is the same bytes for the same text', () => {
    expect(packCatalog('{"a":1}', '2026-11-01')).toEqual(packCatalog('{"a":1}', '2026-11-01'));
  });

  it('unpacks to its text, and a plain one is read as it is', () => {
    expect(unpackCatalog(packCatalog('{"ä":1}', '2026-11-01').bytes)).toBe('{"ä":1}');
    expect(unpackCatalog(Buffer.from('{"ä":1}'))).toBe('{"ä":1}');
  });

  it('that unpacks to far more than a catalog is refused', () => {
    expect(() => unpackCatalog(gzipSync(Buffer.alloc(largestCatalog + 1)))).toThrow();
  });
});
