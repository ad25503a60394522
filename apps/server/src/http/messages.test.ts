import { createServer } from 'node:http';
import express from 'express';
import { describe, expect, it } from 'vitest';
import { listening } from '../../test/support/listening.js';
import { messagesOf } from './messages.js';

describe('the messages of an Express application', () => {
  it('are its own before it has seen them, so that it need not change what they are', async () => {
    const app = express();
    const prototypes: object[][] = [];
    app.get('/', (request, response) => {
      prototypes.push([Object.getPrototypeOf(request), Object.getPrototypeOf(response)]);
      response.json({ host: request.hostname, isOfNode: request.httpVersion, app: request.app === app });
    });
    const server = createServer(messagesOf(app), (request, response) => {
      prototypes.push([Object.getPrototypeOf(request), Object.getPrototypeOf(response)]);
      app(request, response);
    });
    const url = await listening(server);

    const answer = await fetch(url).then((response) => response.json());

    expect(answer).toEqual({ host: '127.0.0.1', isOfNode: '1.1', app: true });
    const [born, seen] = prototypes;
    expect(seen?.[0]).toBe(born?.[0]);
    expect(seen?.[1]).toBe(born?.[1]);
    expect(seen).toEqual([app.request, app.response]);
    server.close();
  });
});
