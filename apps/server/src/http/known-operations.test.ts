import { describe, expect, it } from 'vitest';
import { withKnownOperations } from './known-operations.js';

describe('a validator without one of the functions that are taken out of it', () => {
  it('does not let the server start', () => {
    const metadataMiddleware = () => {};
    expect(() => withKnownOperations([metadataMiddleware])).toThrow('no pathParamsMiddleware');
  });
});
