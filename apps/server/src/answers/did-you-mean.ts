import { closest, distance } from 'fastest-levenshtein';

/** How far a misspelt name may be from the one that was meant. */
const maxDistance = 3;

/** The known name that a misspelt one most likely stands for, as the end of a clause, or nothing. */
export function didYouMean(name: string, known: readonly string[]): string {
  if (known.length === 0) return '';
  const nearest = closest(name, [...known]);
  return distance(name, nearest) <= maxDistance ? `; did you mean "${nearest}"?` : '';
}
