import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';

/** A catalog is about 1 MB; what claims to be one and is much larger is something else. */
export const largestCatalog = 64 * 1024 * 1024;

/** A catalog file packed for handing out: its name, its bytes, and the line that `sha256sum --check` reads. */
export interface CatalogRelease {
  name: string;
  bytes: Buffer;
  checksum: string;
}

/**
 * Packs the text of a catalog file. The same text gives the same bytes.
 * @param asOf the day of its facts, YYYY-MM-DD
 */
export function packCatalog(text: string, asOf: string): CatalogRelease {
  const name = `catalog-${asOf}.json.gz`;
  const bytes = gzipSync(text, { level: 9 });
  return { name, bytes, checksum: `${createHash('sha256').update(bytes).digest('hex')}  ${name}\n` };
}

function isGzip(bytes: Buffer): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The text of a catalog file, packed or not.
 * @throws Error when it unpacks to more than 64 MiB, or does not unpack
 */
export function unpackCatalog(bytes: Buffer): string {
  const plain = isGzip(bytes) ? gunzipSync(bytes, { maxOutputLength: largestCatalog }) : bytes;
  return plain.toString('utf8');
}
