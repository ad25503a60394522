import { createClient, type Registry } from '@llm-registry/client';
import { Complaint } from '../complaint.js';
import type { Terminal } from './terminal.js';
import { longestWait, watchedFetch } from './watched-fetch.js';

/** What every command takes. */
export interface ConnectionOptions {
  url?: string;
  key?: string;
}

/** The registry that the options or else the environment name. @throws Complaint where one is missing or malformed */
export function connect(options: ConnectionOptions, terminal: Terminal): Registry {
  const registry = connectIfNamed(options, terminal);
  if (registry) return registry;
  throw new Complaint('Which registry? Give --url or set LLM_REGISTRY_URL.');
}

/** The registry, or undefined where neither options nor environment name one. @throws Complaint as `connect` does */
export function connectIfNamed(
  options: ConnectionOptions,
  terminal: Pick<Terminal, 'env' | 'err'>,
): Registry | undefined {
  const { env } = terminal;
  const baseUrl = options.url || env['LLM_REGISTRY_URL'];
  if (!baseUrl) return undefined;
  const token = options.key || env['LLM_REGISTRY_KEY'];
  if (!token) throw new Complaint('A key is needed: set LLM_REGISTRY_KEY (or give --key).');
  try {
    return createClient({ baseUrl, token, fetch: watchedFetch(terminal), ...patience });
  } catch (error) {
    // The address itself is left out of the message: it may hold a password.
    if (error instanceof TypeError)
      throw new Complaint(
        "The registry's address is malformed: it has to begin with http:// or https://, and to hold no password, query or fragment.",
      );
    throw error;
  }
}

/** A moment without an answer, or a minute whose allowance is used up, does not end a long run. */
const patience = { retries: 4, maxRetryDelayMs: (longestWait + 1) * 1000 };
