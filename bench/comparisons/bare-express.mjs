// The comparison: what Express costs when it does nothing but send bytes that are there already.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../apps/server/package.json', import.meta.url));
const express = require('express');

const body = readFileSync(process.env.BENCH_BODY_FILE);
const app = express();
app.disable('x-powered-by');
app.set('etag', false);
app.get(/.*/, (_request, response) => {
  response.set({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': String(body.length) });
  response.end(body);
});
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));
