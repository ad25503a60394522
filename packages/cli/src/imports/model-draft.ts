import type { Json } from '../file/json.js';
import { type ModelEntry, modelEntry } from '../file/models-file.js';
import type { Unmapped } from './imported.js';
import { reasonFor } from './reason.js';

/**
 * Takes a foreign entry apart. Every field of it that nobody takes is reported in the end, so that none is lost unseen.
 */
export class ModelDraft {
  readonly #name: string;
  readonly #source: ReadonlyMap<string, unknown>;
  readonly #taken = new Set<string>();
  readonly #fields: Record<string, Json> = {};
  readonly #unmapped: Unmapped[] = [];

  constructor(name: string, source: object) {
    this.#name = name;
    this.#source = new Map(Object.entries(source));
  }

  /** The value of a foreign field, which counts as mapped from now on. */
  take(field: string): unknown {
    this.#taken.add(field);
    return this.#source.get(field) ?? undefined;
  }

  /** The first foreign field with a value that the question is answered yes for. */
  find(question: (field: string, value: unknown) => boolean): string | undefined {
    return [...this.#source].find(([field, value]) => question(field, value))?.[0];
  }

  /** Sets a field of the model; undefined sets nothing. */
  set(field: string, value: Json | undefined): void {
    if (value !== undefined) this.#fields[field] = value;
  }

  /**
   * Sets a field from a foreign one.
   * @param read answers undefined for a value that cannot be understood, which is then reported
   */
  map(from: string, field: string, read: (value: unknown) => Json | undefined): void {
    const value = this.take(from);
    if (value === undefined) return;
    const mapped = read(value);
    if (mapped === undefined) this.report(from, faultOf(value));
    else this.set(field, mapped);
  }

  report(field: string, reason: string): void {
    this.#unmapped.push({ entry: this.#name, field, reason });
  }

  /** @param prefix put before the names of the fields: where in the entry they are */
  unmapped(prefix = ''): Unmapped[] {
    const left = [...this.#source].filter(([field, value]) => !this.#taken.has(field) && value !== null);
    const rest = left.map(([field]) => ({
      entry: this.#name,
      field: `${prefix}${field}`,
      reason: reasonFor(`${prefix}${field}`),
    }));
    const reported = this.#unmapped.map((it) => ({ ...it, field: `${prefix}${it.field}` }));
    return [...reported, ...rest];
  }

  model(model_name: string): ModelEntry {
    return modelEntry({ model_name, ...this.#fields });
  }
}

function faultOf(value: unknown): string {
  return value === 0
    ? 'is 0, which says that it is not known'
    : `is ${JSON.stringify(value)}, which cannot be taken`;
}

/** A whole number of tokens, also as text; 0 says that it is not known. */
export function tokens(value: unknown): number | undefined {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count > 0 ? count : undefined;
}

export function flag(value: unknown): 0 | 1 | undefined {
  return typeof value === 'boolean' ? (value ? 1 : 0) : undefined;
}

export function label(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' && [...value].length <= 255 ? value : undefined;
}
