import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { Server as NetServer } from 'node:net';
import { setTimeout as delay, setImmediate as turn } from 'node:timers/promises';
import { promisify } from 'node:util';
import { whenClosed } from '../http/closed.js';
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

/** How long connections that nobody uses may stay, in seconds; proxies that keep them have to be quicker to let them go. */
const longestLinger = 2;

interface Running {
  server: Server;
  /** Requests that have not been answered yet. */
  requests: () => number;
}

/** Counts a server's requests, and asks clients to leave once it accepts no more. */
function watched(server: Server): Running {
  let requests = 0;
  // First in line, so that the header is there before an answer begins.
  server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    requests += 1;
    whenClosed(response, () => {
      requests -= 1;
    });
    if (!server.listening) response.setHeader('Connection', 'close');
  });
  return { server, requests: () => requests };
}

/** Milliseconds within which it may be hoped that nobody comes, and for how long such a moment is waited for. */
const moment = 1;
const momentPatience = 500;

/**
 * Ends behind a turn of the event loop that was short and in which nobody came. The system resets connections that nobody
 * has accepted yet, and a proxy that has sent a write on one of them must not send it again.
 */
async function quietMoment(server: Server): Promise<void> {
  let came = 0;
  const arrived = () => {
    came += 1;
  };
  server.on('connection', arrived);
  const until = performance.now() + momentPatience;
  for (let isQuiet = false; !isQuiet && performance.now() < until; ) {
    const [before, began] = [came, performance.now()];
    await turn();
    isQuiet = came === before && performance.now() - began < moment;
  }
  server.off('connection', arrived);
}

/**
 * Stops accepting. Unlike the `close` of an HTTP server this leaves the connections alone that are idle: a request may be
 * on its way on one, and a proxy may not send a write again whose connection was cut.
 */
async function stopListening(server: Server): Promise<void> {
  await quietMoment(server);
  NetServer.prototype.close.call(server);
}

/** Waits while clients leave, each with its next answer or because its connection is idle for too long. */
async function linger(server: Server, seconds: number): Promise<void> {
  const connections = promisify(server.getConnections).bind(server);
  const until = performance.now() + seconds * 1000;
  while (performance.now() < until && (await connections()) > 0) await delay(sweepInterval);
}

/**
 * Stops accepting, and waits until what runs is finished. In the end a connection without a request in flight holds nobody
 * up, not even one on which nothing was ever sent, which Node does not call idle.
 * @returns whether everything was finished in time; if not, it has been cut off
 */
async function drain({ server, requests }: Running, deadline: number, patience: number): Promise<boolean> {
  await stopListening(server);
  await linger(server, patience);
  let quietSweeps = 0;
  while (quietSweeps < 2 && performance.now() < deadline) {
    server.closeIdleConnections();
    await delay(sweepInterval);
    // A request that has arrived and was not read yet is no idle connection.
    await turn();
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
 * Makes the graceful shutdown: readiness says no, and after the delay the server stops accepting, lets clients leave,
 * finishes what runs within the timeout, and closes what it used.
 * @returns a function that answers the exit status: 0, or 1 where something had to be cut off
 */
export function createShutdown(deps: ShutdownDeps): (signal: string) => Promise<number> {
  const { lifecycle, log } = deps;
  const running = deps.servers.map((server) => watched(server));
  return async (signal) => {
    log.info({ signal }, 'shutting down');
    lifecycle.stopping();
    await delay(deps.delaySeconds * 1000);
    deps.release();
    const deadline = performance.now() + deps.timeoutSeconds * 1000;
    const patience = Math.min(deps.delaySeconds, deps.timeoutSeconds, longestLinger);
    const drained = await Promise.all(running.map((one) => drain(one, deadline, patience)));
    const finished = drained.every(Boolean);
    if (!finished) log.error(`requests were cut off after SHUTDOWN_TIMEOUT_SECONDS=${deps.timeoutSeconds}`);
    const clean = await closed(deps);
    log.info('stopped');
    return finished && clean ? 0 : 1;
  };
}
