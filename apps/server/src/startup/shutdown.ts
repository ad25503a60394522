import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lifecycle } from '../observe/health.js';
import type { Logger } from '../observe/logs.js';

export interface ShutdownDeps {
  servers: readonly Server[];
  lifecycle: Lifecycle;
  delaySeconds: number;
  timeoutSeconds: number;
  /** Has requests answered that wait for something, because nothing new is to be waited for. */
  release: () => void;
  /** Closes what the requests used, once none is left. */
  close: () => Promise<void>;
  log: Logger;
}

/** How often connections that have become idle are closed, in milliseconds. */
const sweepInterval = 20;

/** How long closing may take once no request is left, in milliseconds. */
const closePatience = 5_000;

interface Running {
  server: Server;
  /** Requests that have not been answered yet. */
  requests: () => number;
}

/** Counts a server's requests, and asks clients to leave once a shutdown has begun. */
function watched(server: Server, lifecycle: Lifecycle): Running {
  let requests = 0;
  // First in line, so that the header is there before an answer begins.
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    requests += 1;
    response.once('close', () => {
      requests -= 1;
    });
    if (lifecycle.phase() === 'stopping') response.setHeader('Connection', 'close');
  });
  return { server, requests: () => requests };
}

/**
 * Stops accepting, and waits until what runs is finished. A connection without a request in flight holds nobody up,
 * not even one on which nothing was ever sent, which Node does not call idle.
 * @returns whether everything was finished in time; if not, it has been cut off
 */
async function drain({ server, requests }: Running, deadline: number): Promise<boolean> {
  server.close();
  let quietSweeps = 0;
  while (quietSweeps < 2 && performance.now() < deadline) {
    server.closeIdleConnections();
    await delay(sweepInterval);
    quietSweeps = requests() === 0 ? quietSweeps + 1 : 0;
  }
  const finished = requests() === 0;
  server.closeAllConnections();
  return finished;
}

/** Whether the promise was kept within `patience` milliseconds. */
async function keptWithin(kept: Promise<unknown>, patience: number): Promise<boolean> {
  const expired = new AbortController();
  const late = delay(patience, false, { signal: expired.signal }).catch(() => false);
  return Promise.race([kept.then(() => true), late]).finally(() => expired.abort());
}

async function closed({ close, log }: ShutdownDeps): Promise<boolean> {
  try {
    if (await keptWithin(close(), closePatience)) return true;
    log.error('the database did not close in time');
  } catch (err) {
    log.error({ err }, 'the database did not close');
  }
  return false;
}

/**
 * Makes the graceful shutdown: readiness says no, and after the delay the server stops accepting, finishes what runs
 * within the timeout, and closes what it used.
 * @returns a function that answers the exit status: 0, or 1 where something had to be cut off
 */
export function createShutdown(deps: ShutdownDeps): (signal: string) => Promise<number> {
  const { lifecycle, log } = deps;
  const running = deps.servers.map((server) => watched(server, lifecycle));
  return async (signal) => {
    log.info({ signal }, 'shutting down');
    lifecycle.stopping();
    await delay(deps.delaySeconds * 1000);
    deps.release();
    const deadline = performance.now() + deps.timeoutSeconds * 1000;
    const finished = (await Promise.all(running.map((one) => drain(one, deadline)))).every(Boolean);
    if (!finished) log.error(`requests were cut off after SHUTDOWN_TIMEOUT_SECONDS=${deps.timeoutSeconds}`);
    const clean = await closed(deps);
    log.info('stopped');
    return finished && clean ? 0 : 1;
  };
}
