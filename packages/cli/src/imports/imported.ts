import type { ModelEntry, ProviderEntry } from '../file/models-file.js';
import { foreignNameFault } from './foreign-name.js';

/** Something of a foreign file that has no place in the registry, or that could not be understood. */
export interface Unmapped {
  /** The name of the entry, or of the part of the file. */
  entry: string;
  field: string;
  reason: string;
}

const whole = '(the entry)';

/** An entry of which nothing was taken. */
export function wholeEntry(entry: string, reason: string): Unmapped {
  return { entry, field: whole, reason };
}

export function isWholeEntry({ field }: Unmapped): boolean {
  return field === whole;
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

/** Collects what becomes of a file whose entries are one model each. */
export class Collection implements Imported {
  readonly providers: ProviderEntry[] = [];
  readonly models: ImportedModel[] = [];
  readonly unmapped: Unmapped[] = [];
  readonly #names = new Set<string>();

  /**
   * Whether a model can have this name; where not, the entry is reported.
   * @param entry what the file calls it
   */
  admits(name: string, entry = name): boolean {
    const fault = foreignNameFault(name) ?? (this.#names.has(name) ? second(name) : undefined);
    if (fault !== undefined) this.leaveOut(entry, fault);
    return fault === undefined;
  }

  leaveOut(entry: string, reason: string): void {
    this.unmapped.push(wholeEntry(entry === '' ? '(without a name)' : entry, reason));
  }

  add(model: ModelEntry, unmapped: readonly Unmapped[]): void {
    this.#names.add(model.model_name);
    this.models.push({ model, baseCandidates: [] });
    this.unmapped.push(...unmapped);
  }
}

const second = (name: string): string => `an entry before it is ${name} already`;

/** How one kind of file is read. */
export interface Importer {
  description: string;
  /** What a file of this kind is, after "is not" and "looks like". */
  kind: string;
  format: 'JSON' | 'YAML';
  /** Whether a parsed file is of this kind. */
  recognizes(value: unknown): boolean;
  /** @param value one that is recognized */
  convert(value: unknown): Imported;
}
