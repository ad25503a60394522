/** The contract's types: `operations` and `components`, and a short alias for every schema. */
export * from './generated/openapi.js';
