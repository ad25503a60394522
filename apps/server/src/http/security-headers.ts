import type { ServerResponse } from 'node:http';

/** What every answer says to browsers: it is of no other type than it names. */
export function setSecurityHeaders(response: ServerResponse): void {
  response.setHeader('X-Content-Type-Options', 'nosniff');
}
