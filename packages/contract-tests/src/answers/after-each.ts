import { afterEach, expect } from 'vitest';
import { takeFaults } from './observe.js';

// Also where the test itself looked only at a status.
afterEach(() => {
  expect(takeFaults(), 'answers that leave the contract').toEqual([]);
});
