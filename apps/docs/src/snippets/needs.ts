// What documents need beyond a shell, Node and curl, found where this repository keeps it.
import { dirname } from 'node:path';
import { litellm } from '../../../../packages/compatibility-tests/src/litellm/environment.js';
import { Missing } from '../../../../packages/compatibility-tests/src/support/missing.js';
import { run } from '../../../../packages/compatibility-tests/src/support/programs.js';
import { startedPostgres } from './postgres.js';
import type { Found } from './run-document.js';
import type { Step } from './steps.js';

async function find(need: string): Promise<Found> {
  // The version that the guide tells the reader to install is that one, or installing it takes its minute.
  if (need === 'litellm') return { programs: [dirname(await litellm())], packages: [] };
  if (need === 'postgres') {
    const postgres = await startedPostgres();
    return { programs: [postgres.programs], packages: [], postgres };
  }
  if (need !== 'python3') return { programs: [], packages: [need] };
  if ((await run('python3', ['--version'])).code !== 0) throw new Missing('this machine has no python3');
  return { programs: [], packages: [] };
}

/**
 * Finds what some steps need.
 * @throws Missing where this machine lacks something
 */
export async function findNeeds(steps: readonly Step[]): Promise<Found> {
  const needs = new Set(steps.flatMap((step) => step.needs ?? []));
  const found: Found[] = [];
  for (const need of needs) found.push(await find(need));
  const postgres = found.find((each) => each.postgres)?.postgres;
  return {
    programs: found.flatMap((each) => each.programs),
    packages: found.flatMap((each) => each.packages),
    ...(postgres && { postgres }),
  };
}
