import type { ModelEntry, ProviderEntry } from '../file/models-file.js';

/** Something of a foreign file that has no place in the registry, or that could not be understood. */
export interface Unmapped {
  /** The name of the entry, or of the part of the file. */
  entry: string;
  field: string;
  reason: string;
}

/** An entry of which nothing was taken. */
export function wholeEntry(entry: string, reason: string): Unmapped {
  return { entry, field: '(the entry)', reason };
}

/** A model out of a foreign file. */
export interface ImportedModel {
  model: ModelEntry;
  /** Names of the registry that may be the same model, best first: the first that is there becomes the base. */
  baseCandidates: string[];
}

/** What became of a foreign file. */
export interface Imported {
  providers: ProviderEntry[];
  models: ImportedModel[];
  unmapped: Unmapped[];
}

/** How one kind of file is read. */
export interface Importer {
  description: string;
  /** @throws Complaint when the file is of another kind */
  read(path: string): Promise<Imported>;
}
