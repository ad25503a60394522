import { errors } from '../errors.js';
import { clientOf } from './client-address.js';

const minute = 60_000;

/** How many organizations, and how many clients, are counted in one generation; there are two at a time. */
const generationSize = 25_000;

/** What is left of an allowance. */
export interface Allowance {
  /** Requests per minute. */
  limit: number;
  remaining: number;
  /** Whole seconds until the allowance is whole again, at least 1. */
  resetSeconds: number;
}

export interface RateLimitSettings {
  /** Requests per minute of one organization; 0 is off. */
  perOrganization: number;
  /** Requests per minute of one client address without a valid credential; 0 is off. */
  perAddress: number;
  /** Milliseconds of a clock that never goes back. */
  now?: () => number;
}

/** Allowances of this server, in memory. Null where the limit is off. */
export interface RateLimit {
  /** @throws rate_limited, with `allowanceOf` it */
  spend(organization: string): Allowance | null;
  /** @throws rate_limited, with `allowanceOf` it */
  spendAnonymous(address: string | undefined): Allowance | null;
}

interface Window {
  used: number;
  endsAt: number;
}

const allowances = new WeakMap<object, Allowance>();

/** The allowance that an error was thrown for or that its request spent, or null. */
export function allowanceOf(error: unknown): Allowance | null {
  return typeof error === 'object' && error !== null ? (allowances.get(error) ?? null) : null;
}

/** Gives an error the allowance that its request spent, so that its answer can say what is left. */
export function withAllowance<E extends object>(error: E, allowance: Allowance | null): E {
  if (allowance !== null) allowances.set(error, allowance);
  return error;
}

/** The value of the `RateLimit` header field (draft-ietf-httpapi-ratelimit-headers). */
export function rateLimitHeader({ remaining, resetSeconds }: Allowance): string {
  return `"default";r=${remaining};t=${resetSeconds}`;
}

/**
 * Remembers windows in two generations, so that forgetting costs nothing. The older one is dropped when the younger is a
 * minute old, and by then all its windows have ended; or when the younger is full, so that memory is bounded.
 */
function createWindows() {
  let younger = new Map<string, Window>();
  let older = younger;
  let turnedAt = Number.NEGATIVE_INFINITY;

  return {
    find: (key: string): Window | undefined => younger.get(key) ?? older.get(key),

    begin(key: string, at: number): Window {
      if (at - turnedAt >= minute || younger.size >= generationSize) {
        older = younger;
        younger = new Map();
        turnedAt = at;
      }
      const window = { used: 0, endsAt: at + minute };
      younger.set(key, window);
      return window;
    },
  };
}

/** Counts per key in windows of a minute that begin with the first use. */
function createCounter(limit: number, now: () => number): (key: string) => Allowance {
  const windows = createWindows();
  return (key) => {
    const at = now();
    const known = windows.find(key);
    const window = known !== undefined && known.endsAt > at ? known : windows.begin(key, at);
    const resetSeconds = Math.ceil((window.endsAt - at) / 1_000);
    if (window.used >= limit) {
      throw withAllowance(errors.rateLimited(resetSeconds), { limit, remaining: 0, resetSeconds });
    }
    window.used += 1;
    return { limit, remaining: limit - window.used, resetSeconds };
  };
}

export function createRateLimit(settings: RateLimitSettings): RateLimit {
  const { perOrganization, perAddress, now = () => performance.now() } = settings;
  const organization = createCounter(perOrganization, now);
  const client = createCounter(perAddress, now);
  return {
    spend: (name) => (perOrganization === 0 ? null : organization(name)),
    spendAnonymous: (address) => (perAddress === 0 ? null : client(clientOf(address))),
  };
}
