import type { Issuer } from './jwt.js';

/** What the tests talk to. */
export interface Target {
  /** Without a slash at its end. */
  baseUrl: string;
  /** An admin key of one organization. */
  adminKey: string;
  /** An admin key of another one; null where a deployment has given none. */
  otherAdminKey: string | null;
  /** Whether the tests started it themselves, so that it may be asked for anything. */
  isOwn: boolean;
  /** With it the tests can be members of any organization; null where tokens cannot be signed. */
  issuer: Issuer | null;
}

/** Servers that are prepared to fail, by what they do; none where a deployment is tested. */
export type PreparedUrls = Partial<Record<Preparation, string>>;

export const preparations = [
  'limited',
  'crowded',
  'open',
  'tableless',
  'nobody',
  'locked',
  'readonly',
  'full',
  'orphaned',
] as const;

/**
 * `limited` lets one request a minute pass; `crowded` lets two models inherit from one; `open` lets its organization be
 * read without a credential; `tableless` has lost its tables
 * but those that admission reads, `nobody` these; `locked` cannot read, `readonly` cannot write, `full` has no room;
 * `orphaned` cannot reach its identity provider.
 */
export type Preparation = (typeof preparations)[number];

declare module 'vitest' {
  export interface ProvidedContext {
    target: Target;
    prepared: PreparedUrls;
    /** How many random requests are sent on one engine. */
    fuzzRequests: number;
    /** The file that all sightings are written to. */
    ledger: string;
  }
}
