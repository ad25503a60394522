import type { Model } from '@llm-registry/client';
import { costFields } from '../file/fields.js';
import type { ModelEntry } from '../file/models-file.js';

/** A price that moves by more than this factor is more likely a mistake of units than a price. */
const suspiciousFactor = 10;

/**
 * The prices of an entry that are more than ten times, or less than a tenth of, what the registry answers now, in words.
 * To and from free is such a move too; from unknown is none.
 */
export function suspiciousMoves(entry: ModelEntry, now: Model | undefined): string[] {
  if (!now) return [];
  return costFields.flatMap((field) => {
    const [before, after] = [now[field], entry[field]];
    if (before === null || typeof after !== 'number' || !isSuspicious(before, after)) return [];
    return [`"${entry.model_name}" ${field} moves from ${before} to ${after}`];
  });
}

function isSuspicious(before: number, after: number): boolean {
  const [less, more] = before < after ? [before, after] : [after, before];
  return more > less * suspiciousFactor;
}
