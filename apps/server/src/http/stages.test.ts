import { createServer } from 'node:http';
import express, { type ErrorRequestHandler, type RequestHandler } from 'express';
import { describe, expect, it } from 'vitest';
import { listening } from '../../test/support/listening.js';
import { inOneLayer } from './stages.js';

const note =
  (word: string): RequestHandler =>
  (_request, response, next) => {
    response.append('Seen', word);
    next();
  };

const told: ErrorRequestHandler = (error: Error, _request, response, _next) => {
  response.status(418).send(error.message);
};

/** What the stages answer, with the stages that were seen on the way. */
async function answerOf(...stages: RequestHandler[]): Promise<string> {
  const app = express().use(inOneLayer(...stages));
  app.use(note('behind'), (_request, response) => void response.send('nobody else'));
  app.use(told);
  const server = createServer(app);
  const response = await fetch(await listening(server));
  const text = `${response.status} ${await response.text()}: ${response.headers.get('seen')}`;
  server.close();
  return text;
}

describe('stages in one layer', () => {
  it('run in their order, and what is behind them after that', async () => {
    expect(await answerOf(note('first'), note('second'))).toBe('200 nobody else: first, second, behind');
  });

  it('end where one answers', async () => {
    const answer: RequestHandler = (_request, response) => void response.send('done');
    expect(await answerOf(note('first'), answer, note('second'))).toBe('200 done: first');
  });

  it.each<[string, RequestHandler]>([
    [
      'throws',
      () => {
        throw new Error('no');
      },
    ],
    ['passes an error on', (_request, _response, next) => next(new Error('no'))],
    [
      'fails later',
      async () => {
        await new Promise((resolve) => setImmediate(resolve));
        throw new Error('no');
      },
    ],
  ])('end with the error handler where one %s', async (_how, failing) => {
    expect(await answerOf(note('first'), failing, note('second'))).toBe('418 no: first');
  });
});
