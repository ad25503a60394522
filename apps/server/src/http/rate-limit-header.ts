import type { ServerResponse } from 'node:http';
import { type Allowance, rateLimitHeader } from '../auth/rate-limit.js';

/** Says what is left of the allowance that a request spent, where there is one. */
export function setRateLimit(response: ServerResponse, allowance: Allowance | null): void {
  if (allowance !== null) response.setHeader('RateLimit', rateLimitHeader(allowance));
}
