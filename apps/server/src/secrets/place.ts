import { createHash } from 'node:crypto';
import { pointerToken } from '../answers/pointer.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64');

/**
 * Where a value stands: in which layer, in which provider, at which path. A ciphertext is bound to its place, so that
 * one copied to another place in the database cannot be decrypted there.
 */
export class Place {
  readonly #origin: string;
  readonly #up: Place | null;
  readonly #step: string | number;
  #digest: string | undefined;

  private constructor(origin: string, up: Place | null, step: string | number) {
    this.#origin = origin;
    this.#up = up;
    this.#step = step;
  }

  /** The definition of a provider as a whole. */
  static ofProvider(layer: string, providerId: string): Place {
    return new Place(JSON.stringify(['provider', layer, providerId]), null, '');
  }

  /** A row of the table `setting`. */
  static ofSetting(name: string): Place {
    return new Place(JSON.stringify(['setting', name]), null, '');
  }

  /** The member of that name, or the element of that index. */
  below(step: string | number): Place {
    return new Place('', this, step);
  }

  /** A hash of the whole path. Each step is hashed onto its parent's, so that long names cost once, not once a leaf. */
  get digest(): string {
    this.#digest ??=
      this.#up === null ? sha256(this.#origin) : sha256(this.#up.digest + JSON.stringify(this.#step));
    return this.#digest;
  }

  /** The path as a JSON Pointer (RFC 6901) within its object. */
  pointer(): string {
    if (this.#up === null) return '';
    return `${this.#up.pointer()}/${pointerToken(String(this.#step))}`;
  }
}
