import { expect, inject, it } from 'vitest';
import { engines } from './support/databases.js';

it.skipIf(inject('postgres') === null)('tests of data run on SQLite and on PostgreSQL', () => {
  expect(engines).toEqual(['sqlite', 'postgres']);
});
