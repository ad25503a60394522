import { describe, expect, it } from 'vitest';
import { errorEntries, findOperation, problemExamples, readContract } from './contract.mjs';

const contract = readContract();
const { enum: codes, 'x-errors': table } = contract.components.schemas.ErrorCode;

describe('the error table of the contract', () => {
  it('has one entry for each error code, in the same order, and no other', () => {
    expect(Object.keys(table)).toEqual(codes);
  });

  it('says status, title, meaning and remedy of each code, and no more', () => {
    for (const facts of Object.values(table)) {
      expect(facts).toEqual({
        status: expect.any(Number),
        title: expect.stringMatching(/^[A-Z].*[^.]$/),
        meaning: expect.stringMatching(/^[A-Z`].*\.$/),
        remedy: expect.stringMatching(/^[A-Z].*\.$/),
      });
    }
  });

  it('agrees with every example: status, title and page', () => {
    const examples = problemExamples(contract);
    expect(examples.length).toBeGreaterThan(0);
    for (const { operation, status, problem } of examples) {
      const facts = table[problem.code];
      const said = { status: facts?.status, title: facts?.title, type: `/docs/errors/${problem.code}` };
      expect({ operation: operation.operationId, ...problem }).toMatchObject(said);
      expect(status).toBe(problem.status);
    }
  });

  it('gives every code a status that some operation documents, or one of a route that is not there', () => {
    const documented = new Set(
      Object.values(contract.paths)
        .flatMap((item) => Object.values(item))
        .flatMap((operation) => Object.keys(operation.responses ?? {}).map(Number)),
    );
    const undocumented = errorEntries(contract).filter(({ status }) => !documented.has(status));
    expect(undocumented.map(({ code }) => code)).toEqual(['method_not_allowed']);
  });
});

describe('reading the contract', () => {
  it('fails on an error code without an entry, naming it', () => {
    const { unknown_base: _left, ...rest } = table;
    const schema = { ...contract.components.schemas.ErrorCode, 'x-errors': rest };
    const broken = { ...contract, components: { schemas: { ErrorCode: schema } } };
    expect(() => errorEntries(broken)).toThrow('"unknown_base" has no entry in x-errors');
  });

  it('finds an operation by its id', () => {
    expect(findOperation(contract, 'replaceModel')).toMatchObject({
      method: 'PUT',
      path: '/api/models/{model_name}',
    });
    expect(() => findOperation(contract, 'replaceModle')).toThrow('"replaceModle"');
  });
});
