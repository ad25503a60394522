import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import { appOn, type TestApp } from '../support/app.js';
import { onEveryEngine } from '../support/databases.js';

/** What the server gives its clients here, where nobody waits two minutes. */
const limits = {
  headersTimeout: 300,
  requestTimeout: 600,
  connectionsCheckingInterval: 50,
  timeout: 1_000,
};

onEveryEngine((open) => {
  let app: TestApp;
  const sockets: Socket[] = [];
  afterEach(async () => {
    for (const socket of sockets.splice(0)) socket.destroy();
    await app.close();
  });

  async function start(): Promise<void> {
    app = await appOn(await open(), {}, { limits });
  }

  async function connected(): Promise<Socket> {
    const { port, hostname } = new URL(app.url);
    const socket = connect(Number(port), hostname);
    sockets.push(socket);
    await once(socket, 'connect');
    return socket;
  }

  const head = (line: string, ...fields: string[]) =>
    [line, 'Host: a', `Authorization: Bearer ${app.keys.editor}`, ...fields, '', ''].join('\r\n');

  const read = (name: string) =>
    fetch(`${app.url}/api/models/${name}`, { headers: { authorization: `Bearer ${app.keys.viewer}` } });

  /** Sends a byte now and then until the server has enough of it. */
  async function dripped(socket: Socket, bytes: string): Promise<void> {
    for (const byte of bytes) {
      if (!socket.writable) return;
      socket.write(byte);
      await delay(20);
    }
  }

  /** What a client may do, and what becomes of it. */
  const clients: Record<string, () => Promise<void>> = {
    async 'sends half of a head, is told that it took too long, and is gone'() {
      const socket = await connected();
      socket.write('GET /api/models HTTP/1.1\r\nHos');
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 400[\s\S]*took too long to arrive/);
    },

    async 'sends half of a body, is told so too, and nothing of it is stored'() {
      const socket = await connected();
      const body = JSON.stringify({ model_name: 'half' });
      const fields = ['Content-Type: application/json', `Content-Length: ${body.length + 1}`];
      socket.write(head('POST /api/models HTTP/1.1', ...fields) + body);
      expect(await text(socket)).toMatch(/^HTTP\/1\.1 400[\s\S]*took too long to arrive/);
      expect((await read('half')).status).toBe(404);
    },

    async 'sends a byte at a time, and has no more time than any other'() {
      const slow = await connected();
      const answer = text(slow);
      const dripping = dripped(slow, `${head('GET /api/me HTTP/1.1')}${' '.repeat(200)}`);
      expect(await answer).toMatch(/^HTTP\/1\.1 400[\s\S]*took too long to arrive/);
      await dripping;
    },

    async 'says nothing at all, and is let go'() {
      const socket = await connected();
      socket.resume();
      await once(socket, 'close');
    },

    async 'goes away in the middle of a request, fifty times'() {
      for (let time = 0; time < 50; time++) {
        const socket = await connected();
        const fields = ['Content-Type: application/json', 'Content-Length: 100'];
        socket.write(`${head('POST /api/models HTTP/1.1', ...fields)}{"model`);
        socket.resetAndDestroy();
      }
    },
  };

  it('others are answered while a client does any of these', async () => {
    await start();
    const running = Promise.all(
      Object.entries(clients).map(([what, run]) =>
        run().catch((error: unknown) => expect.fail(`A client ${what}: ${error}`)),
      ),
    );
    let isOver = false;
    const reading = async () => {
      while (!isOver) expect((await read('gpt-4o-mini')).status).toBe(200);
    };
    await Promise.all([
      reading(),
      running.finally(() => {
        isOver = true;
      }),
    ]);
  });
});
