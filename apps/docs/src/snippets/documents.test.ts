import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Missing } from '../../../../packages/compatibility-tests/src/support/missing.js';
import { isShortForm } from '../testing/form.js';
import { findNeeds } from './needs.js';
import { Reader } from './run-document.js';
import { type Step, stepsOf } from './steps.js';

const repository = new URL('../../../../', import.meta.url);
const guides = readdirSync(new URL('../../guides/', import.meta.url)).map(
  (name) => `apps/docs/guides/${name}`,
);
const documents = [
  'apps/docs/index.md',
  ...guides,
  'README.md',
  'packages/client/README.md',
  'packages/cli/README.md',
];

/** What a newcomer follows first; between them they have every kind of step. */
const first = [
  'README.md',
  'apps/docs/index.md',
  'apps/docs/guides/start.md',
  'apps/docs/guides/lists.md',
  'packages/client/README.md',
  'packages/cli/README.md',
];
const followed = isShortForm ? first : documents;

const read = (document: string) => stepsOf(readFileSync(new URL(document, repository), 'utf8'));

async function follow(steps: readonly Step[]): Promise<void> {
  const reader = new Reader(await findNeeds(steps));
  try {
    for (const step of steps) await reader.do(step);
  } finally {
    await reader.leave();
  }
}

describe('what a document shows, done in its order against a registry of its own,', () => {
  // The first time, packages of Python are installed.
  it.for(followed)('works: %s', { timeout: 600_000 }, async (document, { skip }) => {
    const { steps, exceptions } = read(document);
    for (const { line, reason } of exceptions) console.log(`Not run: ${document}:${line}: ${reason}.`);
    try {
      await follow(steps);
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      console.log(`Skipped: ${document}: ${error.message}.`);
      skip(error.message);
    }
  });

  it('is in all of them something to do', () => {
    expect(documents).toEqual(expect.arrayContaining(first));
    for (const document of documents) expect(read(document).steps.length, document).toBeGreaterThan(0);
  });

  it('leaves out few, each with its reason', () => {
    const exceptions = documents.flatMap((document) => read(document).exceptions);
    for (const { reason } of exceptions) expect(reason).not.toBe('');
    expect(exceptions.length).toBeLessThanOrEqual(12);
  });
});
