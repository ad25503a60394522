import type { RequestHandler } from 'express';

/**
 * Puts stages behind one another in one layer of Express's router, which spends as much on each layer as most of our
 * stages take. As with Express, a stage calls `next`, answers, or throws; what it throws, also later, goes to the error
 * handler.
 */
export function inOneLayer(...stages: readonly RequestHandler[]): RequestHandler {
  return (request, response, done) => {
    function run(place: number): void {
      const stage = stages[place] ?? (() => done());
      const next = (error?: unknown) => (error === undefined ? run(place + 1) : done(error));
      try {
        // Express's type says that nothing comes of a stage; of an async one a promise does.
        const result: unknown = stage(request, response, next);
        if (result instanceof Promise) result.catch(done);
      } catch (error) {
        done(error);
      }
    }
    run(0);
  };
}
