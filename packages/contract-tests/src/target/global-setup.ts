import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ownServers } from './own-servers.js';
import type { PreparedUrls, Target } from './target.js';

interface Setting {
  target: Target;
  prepared: PreparedUrls;
  stop(): Promise<void>;
}

/** A deployment that somebody named; undefined where nobody did. @throws Error without a key for it */
function namedDeployment(variables: NodeJS.ProcessEnv): Setting | undefined {
  const baseUrl = variables['CONTRACT_BASE_URL'];
  if (baseUrl === undefined) return undefined;
  const adminKey = variables['CONTRACT_ADMIN_KEY'];
  if (!adminKey)
    throw new Error('CONTRACT_BASE_URL needs CONTRACT_ADMIN_KEY, an admin key of that registry.');
  const otherAdminKey = variables['CONTRACT_OTHER_ADMIN_KEY'] ?? null;
  const target = {
    baseUrl: baseUrl.replace(/\/+$/, ''),
    adminKey,
    otherAdminKey,
    isOwn: false,
    issuer: null,
  };
  return { target, prepared: {}, stop: async () => {} };
}

/** Runs once: starts the servers, or takes the deployment that is named, and stops what it started. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'llm-registry-contract-'));
  mkdirSync(join(folder, 'servers'));
  const { target, prepared, stop } =
    namedDeployment(process.env) ?? (await ownServers(join(folder, 'servers')));
  provide('target', target);
  provide('prepared', prepared);
  provide('ledger', join(folder, 'seen.jsonl'));
  return async () => {
    await stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
