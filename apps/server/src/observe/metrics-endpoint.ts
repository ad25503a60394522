import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from './metrics.js';

/** Answers with the metrics, on Node's own objects: on the main port within Express, on a port of its own without. */
export async function sendMetrics(
  metrics: Metrics,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const text = await metrics.exposition();
  response.writeHead(200, {
    'Content-Type': metrics.contentType,
    'Content-Length': Buffer.byteLength(text),
    'Cache-Control': 'no-store',
  });
  response.end(request.method === 'HEAD' ? undefined : text);
}

/** A listener for a port that serves `/metrics` and nothing else. */
export function createMetricsListener(metrics: Metrics) {
  return (request: IncomingMessage, response: ServerResponse): void => {
    const known = /^\/metrics\/?(\?|$)/.test(request.url ?? '');
    const reads = request.method === 'GET' || request.method === 'HEAD';
    if (!known || !reads)
      return void response.writeHead(known ? 405 : 404, known ? { Allow: 'GET, HEAD' } : {}).end();
    sendMetrics(metrics, request, response).catch(() => response.destroy());
  };
}
