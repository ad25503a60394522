import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { sourcedModel } from '../apps/server/src/models/inheritance.js';
import { fieldSourcesText } from './field-sources.mjs';

it('the page of fields says what the server inherits (else: node scripts/field-sources.mjs)', () => {
  const written = new URL('../apps/docs/src/generated/field-sources.json', import.meta.url);
  // The function takes a model of its own types; what is asked here is one.
  expect(readFileSync(written, 'utf8')).toBe(fieldSourcesText(/** @type {any} */ (sourcedModel)));
});
