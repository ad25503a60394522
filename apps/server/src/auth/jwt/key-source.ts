import type { KeyObject } from 'node:crypto';
import type { JWTVerifyGetKey } from 'jose';

/** Keys that tokens are verified with. */
export interface KeySource {
  /** The allow-list. */
  algorithms: readonly string[];
  key: KeyObject | Uint8Array | JWTVerifyGetKey;
  /** Grows when newer keys arrive. */
  generation(): number;
  /** Looks for newer keys, if it may do so already. Never rejects. */
  renew(): Promise<unknown>;
}
