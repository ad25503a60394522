import { RegistryError } from '../errors.js';
import type { Authenticate } from './authenticate.js';
import type { Principal } from './principal.js';
import { type Allowance, type RateLimit, withAllowance } from './rate-limit.js';

export interface Admitted {
  principal: Principal;
  /** What is left of the organization's allowance; null where the limit is off. */
  allowance: Allowance | null;
}

/**
 * Lets a request in: says who sent it and spends its organization's allowance.
 * @throws unauthenticated, which spends the allowance of the client's address; rate_limited where either is spent;
 *   identity_provider_unavailable. `allowanceOf` the error says what is left.
 */
export type Admit = (
  authorization: string | readonly string[] | undefined,
  address: string | undefined,
) => Promise<Admitted>;

/**
 * A valid credential is never refused for what others do from its address. So the credential is looked at first, and
 * the address pays only when it turns out not to be valid.
 */
export function createAdmit(authenticate: Authenticate, rateLimit: RateLimit): Admit {
  return async (authorization, address) => {
    const principal = await authenticate(authorization).catch((error: unknown) => {
      if (!(error instanceof RegistryError) || error.code !== 'unauthenticated') throw error;
      throw withAllowance(error, rateLimit.spendAnonymous(address));
    });
    return { principal, allowance: rateLimit.spend(principal.organization) };
  };
}
