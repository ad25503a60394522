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

/** The word behind which a project says what its tests talk to: an engine of servers of our own, or `named`. */
const isOn = (project: TestProject, where: string) => project.name.endsWith(` on ${where}`);

const engines = ['sqlite', 'postgres'] as const;

/** Starts what the tests of some projects talk to, and tells them. */
async function startFor(
  projects: readonly TestProject[],
  folder: string,
  start: (folder: string) => Setting | Promise<Setting>,
): Promise<() => Promise<void>> {
  mkdirSync(folder);
  const { target, prepared, stop } = await start(folder);
  for (const project of projects) {
    project.provide('target', target);
    project.provide('prepared', prepared);
    project.provide('ledger', join(folder, 'seen.jsonl'));
  }
  return stop;
}

/** Runs once: starts servers on each engine, or takes the deployment that is named, and stops what it started. */
export async function setup({ vitest }: TestProject): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), 'llm-registry-contract-'));
  const on = (where: string) => vitest.projects.filter((project) => isOn(project, where));
  const named = namedDeployment(process.env);
  const stops = named
    ? [await startFor(on('named'), join(folder, 'named'), () => named)]
    : await Promise.all(
        engines
          .filter((engine) => on(engine).length > 0)
          .map((engine) => startFor(on(engine), join(folder, engine), (own) => ownServers(own, engine))),
      );
  return async () => {
    await Promise.all(stops.map((stop) => stop()));
    rmSync(folder, { recursive: true, force: true });
  };
}
