import { createServer } from 'node:http';
import { describe, expect, it } from 'vitest';
import { onEveryEngine } from '../../test/support/databases.js';
import { createMetrics } from './metrics.js';
import { createMetricsListener } from './metrics-endpoint.js';

describe('the exposition', () => {
  it('is Prometheus text that holds the event-loop lag and the process’s figures', async () => {
    const metrics = createMetrics();
    expect(metrics.contentType).toContain('text/plain; version=0.0.4');
    const text = await metrics.exposition();
    for (const name of [
      'nodejs_eventloop_lag_seconds',
      'process_resident_memory_bytes',
      'process_cpu_seconds_total',
    ]) {
      expect(text).toContain(`# TYPE ${name} `);
    }
  });

  it('counts requests by operation and status, and those of no operation together', async () => {
    const metrics = createMetrics();
    metrics.requestDone('getModel', 200, 0.001);
    metrics.requestDone('getModel', 200, 0.3);
    metrics.requestDone('getModel', 404, 0.001);
    metrics.requestDone(null, 404, 0.001);
    const text = await metrics.exposition();
    expect(text).toContain('llm_registry_http_requests_total{operation="getModel",status="200"} 2');
    expect(text).toContain('llm_registry_http_requests_total{operation="getModel",status="404"} 1');
    expect(text).toContain('llm_registry_http_requests_total{operation="none",status="404"} 1');
    expect(text).toContain(
      'llm_registry_http_request_duration_seconds_bucket{le="0.001",operation="getModel"} 2',
    );
  });

  it('counts looks into what is kept in memory', async () => {
    const metrics = createMetrics();
    metrics.cacheLookup('answers', true);
    metrics.cacheLookup('answers', false);
    expect(await metrics.exposition()).toContain(
      'llm_registry_cache_lookups_total{cache="answers",result="hit"} 1',
    );
  });

  it('of one server is not another’s', async () => {
    createMetrics().requestDone('getModel', 200, 0.001);
    expect(await createMetrics().exposition()).not.toContain('operation="getModel"');
  });
});

onEveryEngine((open) => {
  it('times the statements of a database, also those that fail', async () => {
    const metrics = createMetrics();
    const { write } = await open();
    metrics.observeDatabase(write, 'write');
    await write('setting').select('name');
    await expect(write('no_such_table').select('name')).rejects.toThrow();
    expect(await metrics.exposition()).toContain('llm_registry_database_seconds_count{connection="write"} 2');
  });
});

it.each([
  ['GET', '/metrics', 200],
  ['HEAD', '/metrics', 200],
  ['POST', '/metrics', 405],
  ['GET', '/', 404],
  ['GET', '/metrics/other', 404],
])('a port of its own answers %s %s with %i', async (method, path, status) => {
  const server = createServer(createMetricsListener(createMetrics())).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const response = await fetch(`http://127.0.0.1:${port}${path}`, { method });
  expect(response.status).toBe(status);
  expect((await response.text()).includes('process_cpu')).toBe(method === 'GET' && status === 200);
  server.close().closeAllConnections();
});
