import type { Handlers } from '../http/contract.js';
import type { Readiness } from './health.js';

/** A probe that is answered from a cache says nothing. */
const headers = { 'Cache-Control': 'no-store' };

/** Handlers of what a load balancer asks. */
export function createHealthHandlers(
  readiness: () => Promise<Readiness>,
): Pick<Handlers, 'health' | 'readiness'> {
  return {
    health: async () => ({ status: 200, body: { status: 'ok' }, headers }),
    readiness: async () => {
      const body = await readiness();
      return { status: body.status === 'ready' ? 200 : 503, body, headers };
    },
  };
}
