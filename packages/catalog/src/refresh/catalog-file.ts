import { mkdir, readFile, writeFile } from 'node:fs/promises';
import type { ShippedCatalog } from '../catalog.js';
import { type CatalogContent, type CatalogFile, contentHash, encodeContent } from '../encoding.js';
import { parseCatalog } from '../load.js';
import type { CatalogRelease } from '../release.js';
import type { CatalogDraft } from './assemble.js';

export async function readCommitted(file: URL): Promise<ShippedCatalog | null> {
  try {
    return parseCatalog(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The sequence grows with the content alone, so that refreshing to the same content changes no byte. */
export function numberDraft(draft: CatalogDraft, committed: ShippedCatalog | null): CatalogFile {
  const content = encodeContent(draft);
  const hash = contentHash(content);
  if (committed?.hash === hash) return { sequence: committed.sequence, hash, content };
  return { sequence: (committed?.sequence ?? 0) + 1, hash, content };
}

export async function writeCatalogFile(file: URL, catalog: CatalogFile): Promise<void> {
  await writeFile(file, formatCatalogFile(catalog));
}

/** Writes a packed catalog and its checksum beside it, to be handed to registries that do not wait for a release. */
export async function writeRelease(folder: URL, { name, bytes, checksum }: CatalogRelease): Promise<void> {
  await mkdir(folder, { recursive: true });
  await writeFile(new URL(name, folder), bytes);
  await writeFile(new URL(`${name}.sha256`, folder), checksum);
}

/** One line per provider, parameter set and model: a refresh reads well in a diff. */
export function formatCatalogFile({ sequence, hash, content }: CatalogFile): string {
  const fields = Object.entries(content).map(([key, value]) => `"${key}":${formatField(value)}`);
  return `{"sequence":${sequence},"hash":"${hash}","content":{\n${fields.join(',\n')}\n}}\n`;
}

function formatField(value: CatalogContent[keyof CatalogContent]): string {
  if (!Array.isArray(value)) return JSON.stringify(value);
  return `[\n${value.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
}
