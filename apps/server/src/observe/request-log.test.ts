import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type RequestListener, request as send } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { createLogger } from './logs.js';
import { createMetrics } from './metrics.js';
import { contextOf } from './request-context.js';
import { createRequestObserver } from './request-log.js';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
}

async function listening(listener: RequestListener): Promise<number> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  closers.push(() => server.close().closeAllConnections());
  await once(server, 'listening');
  const address = server.address();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** What a request was answered; a status of 0 where its connection was cut off. */
function ask(port: number, path: string, headers: Record<string, string>): Promise<Answer> {
  return new Promise((resolve) => {
    const request = send({ port, host: '127.0.0.1', path, headers }, (response) => {
      const answer = { status: response.statusCode ?? 0, headers: response.headers };
      response.resume().on('end', () => resolve(answer));
    });
    request.on('error', () => resolve({ status: 0, headers: {} })).end();
  });
}

/** Sends one request to a listener behind the observer, and answers what was logged and counted of it. */
async function observe(
  listener: RequestListener,
  path: string,
  headers: Record<string, string> = {},
  quiet = false,
) {
  const metrics = createMetrics();
  const lines = new EventEmitter();
  const destination = { write: (line: string) => void lines.emit('line', JSON.parse(line)) };
  const log = await createLogger({ level: 'debug', format: 'json', destination });
  const observer = createRequestObserver(log, metrics, () => quiet);
  const port = await listening((request, response) => {
    observer(request, response);
    listener(request, response);
  });
  const [[line], answer] = await Promise.all([once(lines, 'line'), ask(port, path, headers)]);
  return { ...answer, line, metrics: await metrics.exposition() };
}

const ok: RequestListener = (request, response) => {
  const context = contextOf(request);
  context.operationId = 'getModel';
  context.organization = 'acme';
  response.end('{}');
};

describe('every request leaves one line', () => {
  it('with who, what, the answer and how long it took', async () => {
    const { line } = await observe(ok, '/api/models/openai%2Fgpt-4o-mini');
    expect(line).toMatchObject({
      level: 'info',
      msg: 'request',
      operation_id: 'getModel',
      organization: 'acme',
      method: 'GET',
      path: '/api/models/openai%2Fgpt-4o-mini',
      status: 200,
      request_id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      duration_ms: expect.any(Number),
    });
  });

  it('without its credential, its query, or a key that was put into the path by mistake', async () => {
    const key = 'llmr_k7Qm2xW9_c2VjcmV0LXNlY3JldC1zZWNyZXQ';
    const { line } = await observe(ok, `/api/keys/${key}?token=${key}`, { Authorization: `Bearer ${key}` });
    expect(line['path']).toBe('/api/keys/llmr_***');
    expect(JSON.stringify(line)).not.toContain('c2VjcmV0');
  });

  it.each([
    [404, 'info'],
    [503, 'warn'],
    [500, 'error'],
  ])('whose level says whether %i is the server’s fault', async (status, level) => {
    const { line } = await observe((_request, response) => response.writeHead(status).end(), '/');
    expect(line).toMatchObject({ status, level });
  });

  it('with the error that nobody expected', async () => {
    const { line } = await observe((request, response) => {
      contextOf(request).unexpected = new Error('what the client is not told');
      response.writeHead(500).end();
    }, '/');
    expect(line['err']).toMatchObject({ message: 'what the client is not told' });
  });

  it('also when its connection is cut off', async () => {
    const { line } = await observe((_request, response) => response.destroy(), '/');
    expect(line).toMatchObject({ status: 499, aborted: true });
  });

  it('which is for debugging only while the observer is quiet', async () => {
    expect((await observe(ok, '/', {}, true)).line).toMatchObject({ level: 'debug' });
  });

  it('and is counted by operation and status', async () => {
    const { metrics } = await observe(ok, '/');
    expect(metrics).toContain('llm_registry_http_requests_total{operation="getModel",status="200"} 1');
    expect(metrics).toContain('llm_registry_http_request_duration_seconds_count{operation="getModel"} 1');
  });
});

describe('the request id', () => {
  it.each(['abc-123', '!~', 'x'.repeat(128)])('is the client’s: %s', async (id) => {
    const { headers, line } = await observe(ok, '/', { 'X-Request-Id': id });
    expect(headers['x-request-id']).toBe(id);
    expect(line['request_id']).toBe(id);
  });

  it.each(['', 'x'.repeat(129), 'two words', 'caf\u00e9'])(
    'is made where the client’s is none: %j',
    async (id) => {
      const { headers, line } = await observe(ok, '/', { 'X-Request-Id': id });
      expect(headers['x-request-id']).toMatch(/^[0-9a-f]{8}-[0-9a-f-]{27}$/);
      expect(line['request_id']).toBe(headers['x-request-id']);
    },
  );
});

describe('traceparent', () => {
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';

  it('is passed on, and its trace is in the line', async () => {
    const traceparent = `00-${traceId}-00f067aa0ba902b7-01`;
    const { headers, line } = await observe(ok, '/', { traceparent });
    expect(headers['traceparent']).toBe(traceparent);
    expect(line['trace_id']).toBe(traceId);
  });

  it.each(['nonsense', `00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, `ff-${traceId}-00f067aa0ba902b7-01`])(
    'that is invalid is left out: %s',
    async (traceparent) => {
      const { headers, line } = await observe(ok, '/', { traceparent });
      expect(headers['traceparent']).toBeUndefined();
      expect(line).not.toHaveProperty('trace_id');
    },
  );
});

it('has no context for a request it has not seen', () => {
  expect(() => contextOf(Object.create(null))).toThrow('has no context');
});
