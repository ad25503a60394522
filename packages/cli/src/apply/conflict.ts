import { Complaint } from '../complaint.js';
import type { Change } from './plan.js';

/** Somebody else changed an object after it was compared with the file. */
export class Conflict extends Complaint {
  constructor({ kind, name }: Pick<Change, 'kind' | 'name'>) {
    super(
      `${kind} "${name}" was changed by somebody else meanwhile, and was left as it is. Run diff to see what is different now.`,
    );
  }
}
