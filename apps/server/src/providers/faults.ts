import type { FieldError } from '@llm-registry/api-types';
import { errors } from '../errors.js';
import type { Place } from '../secrets/place.js';

/** A body can hold thousands of equal faults, each with a long path; nobody reads more than the first few. */
const listed = 20;

/** Gathers what is wrong with a body. Details are fixed sentences, so that no value of the body gets into an error. */
export class Faults {
  readonly #faults: FieldError[] = [];

  add(place: Place, detail: string): void {
    if (this.#faults.length < listed) this.#faults.push({ pointer: `/body${place.pointer()}`, detail });
  }

  /** @throws invalid_request when there is any fault */
  throwIfAny(): void {
    if (this.#faults.length > 0) throw errors.invalidRequest(this.#faults);
  }
}
