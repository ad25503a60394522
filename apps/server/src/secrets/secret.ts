import { inspect } from 'node:util';

/** What stands in the place of a secret wherever one would be shown. */
export const mask = '***';

/**
 * A plaintext while it is in memory. However it is printed (concatenated, logged, serialized, inspected) it prints as
 * `***`; only `reveal` gives it away, so that a search for that word finds every place where plaintext is used.
 */
export class Secret {
  readonly #plaintext: string;

  constructor(plaintext: string) {
    this.#plaintext = plaintext;
  }

  reveal(): string {
    return this.#plaintext;
  }

  toString(): string {
    return mask;
  }

  toJSON(): string {
    return mask;
  }

  [inspect.custom](): string {
    return mask;
  }
}
