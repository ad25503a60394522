import { createLocalJWKSet, type JSONWebKeySet, type JWTVerifyGetKey, errors as joseErrors } from 'jose';
import { errors } from '../../errors.js';
import { allowedAlgorithms } from './algorithms.js';
import type { KeySource } from './key-source.js';

/** How long fetched keys are used while no newer ones can be had, in milliseconds. */
const keptFor = 600_000;

/** How old keys are when a request makes newer ones be fetched behind its back, in milliseconds. */
const freshFor = 30_000;

/** How long after one attempt to fetch the next may begin, in milliseconds: unknown keys must not make a storm. */
const cooldown = 5_000;

export interface JwksDeps {
  fetchKeys: () => Promise<JSONWebKeySet>;
  /** Milliseconds of a clock that never goes back. */
  now: () => number;
  /** Told of every attempt that failed, for the log. */
  onFailure?: (error: unknown) => void;
}

interface Fetched {
  find: JWTVerifyGetKey;
  at: number;
  generation: number;
}

/**
 * Keys from a JWKS URL. An unknown `kid` makes the set be fetched again, at most once in 5 s, so that a key that was
 * rotated in works at once; keys that were taken out stop working within half a minute of requests. While the URL is
 * unreachable the fetched keys are used for up to 10 minutes, and what they cannot decide is
 * identity_provider_unavailable rather than a refusal.
 */
export function createJwksSource(wanted: readonly string[] | undefined, deps: JwksDeps): KeySource {
  let fetched: Fetched | null = null;
  let last = { endedAt: Number.NEGATIVE_INFINITY, succeeded: false };
  let pending: Promise<void> | null = null;

  async function fetchOnce(): Promise<void> {
    try {
      const find = createLocalJWKSet(await deps.fetchKeys());
      fetched = { find, at: deps.now(), generation: (fetched?.generation ?? 0) + 1 };
      last = { endedAt: deps.now(), succeeded: true };
    } catch (error) {
      last = { endedAt: deps.now(), succeeded: false };
      deps.onFailure?.(error);
    }
  }

  /** Fetches, joins a fetch that runs, or lets the last one stand while it is recent. Answers whether it succeeded. */
  async function refresh(): Promise<boolean> {
    if (pending === null && deps.now() - last.endedAt >= cooldown) {
      pending = fetchOnce().finally(() => {
        pending = null;
      });
    }
    await pending;
    return last.succeeded;
  }

  async function usableKeys(): Promise<Fetched> {
    const age = fetched === null ? Number.POSITIVE_INFINITY : deps.now() - fetched.at;
    const refreshed = age > freshFor ? refresh() : null;
    if (age >= keptFor) await refreshed;
    if (fetched === null || deps.now() - fetched.at >= keptFor) throw errors.identityProviderUnavailable();
    return fetched;
  }

  const find: JWTVerifyGetKey = async (header, token) => {
    const keys = await usableKeys();
    try {
      return await keys.find(header, token);
    } catch (error) {
      if (!(error instanceof joseErrors.JWKSNoMatchingKey)) throw error;
      if (!(await refresh())) throw errors.identityProviderUnavailable();
      return (await usableKeys()).find(header, token);
    }
  };

  return {
    algorithms: allowedAlgorithms('jwks', wanted),
    key: find,
    generation: () => fetched?.generation ?? 0,
    renew: refresh,
  };
}
