import { createClient, type Registry } from '@llm-registry/client';
import { Complaint } from '../complaint.js';
import type { Terminal } from './terminal.js';

/** What every command takes. */
export interface ConnectionOptions {
  url?: string;
  key?: string;
}

/** The registry that the options or else the environment name. @throws Complaint where one is missing or malformed */
export function connect(options: ConnectionOptions, { env }: Terminal): Registry {
  const registry = connectIfNamed(options, { env });
  if (registry) return registry;
  throw new Complaint('Which registry? Give --url or set LLM_REGISTRY_URL.');
}

/** The registry, or undefined where neither options nor environment name one. @throws Complaint as `connect` does */
export function connectIfNamed(
  options: ConnectionOptions,
  { env }: Pick<Terminal, 'env'>,
): Registry | undefined {
  const baseUrl = options.url || env['LLM_REGISTRY_URL'];
  if (!baseUrl) return undefined;
  const token = options.key || env['LLM_REGISTRY_KEY'];
  if (!token) throw new Complaint('A key is needed: set LLM_REGISTRY_KEY (or give --key).');
  try {
    return createClient({ baseUrl, token });
  } catch (error) {
    // The address itself is left out of the message: it may hold a password.
    if (error instanceof TypeError)
      throw new Complaint(`The registry's address is malformed: ${error.message}.`);
    throw error;
  }
}
