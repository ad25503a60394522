import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contractStamp } from '../../../scripts/generate.mjs';

const stampOf = (folder: string) =>
  readFileSync(new URL(`../../../${folder}/STAMP`, import.meta.url), 'utf8');

describe('generated code', () => {
  it.each(['packages/api-types/src/generated', 'packages/client/src/generated', 'apps/server/src/generated'])(
    'in %s was made from the contract as it is now (else: npm run generate)',
    (folder) => {
      expect(stampOf(folder)).toBe(contractStamp());
    },
  );
});
