import { compareCodePoints } from '../answers/code-points.js';

/** A name and the revision that last changed its answer. */
export interface Candidate {
  revision: number;
  name: string;
}

/** How far a reader has come: through all of a revision, or through its names up to one. */
export interface Position {
  revision: number;
  /** Null: the revision is done with. */
  name: string | null;
}

/** Changes come in the order of their revisions, and within one in that of the code points of their names. */
export function compareCandidates(one: Candidate, other: Candidate): number {
  return one.revision - other.revision || compareCodePoints(one.name, other.name);
}

/** The newest revision that a reader at a position is done with. */
export const doneWith = ({ revision, name }: Position): number => (name === null ? revision : revision - 1);

/** The name behind which a reader at a position goes on within a revision; null where it is done with that. */
export function behindIn(revision: number, position: Position): string | null {
  if (revision > position.revision) return '';
  return revision === position.revision ? position.name : null;
}
