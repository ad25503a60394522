// What documents need beyond a shell, Node and curl, found where this repository keeps it.
import { dirname } from 'node:path';
import { Missing } from '../../../../packages/compatibility-tests/src/support/missing.js';
import { run } from '../../../../packages/compatibility-tests/src/support/programs.js';
import { pythonEnvironment } from '../../../../packages/compatibility-tests/src/support/python.js';
import { startedPostgres } from './postgres.js';
import type { Found } from './run-document.js';
import type { Step } from './steps.js';

/** What the guides tell the reader to install from PyPI. */
const litellm = ['litellm[proxy]==1.106.2'];

async function find(need: string): Promise<Found> {
  if (need === 'litellm')
    return { programs: [dirname(await pythonEnvironment('guides', litellm))], packages: [] };
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
