import type { Presence } from '../../src/http/contract.js';

/** A caller who stays, and keeps the credential. */
export const present: Presence = {
  gone: () => new AbortController().signal,
  confirm: async () => {},
};
