// The comparison: what the same contract costs in Express with express-openapi-validator, the same parsing of bodies and a look at the
// key, when the answer is there already and nothing is stored.
import { hash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';

const require = createRequire(new URL('../../apps/server/package.json', import.meta.url));
const express = require('express');
const OpenApiValidator = require('express-openapi-validator');

const body = readFileSync(process.env.BENCH_BODY_FILE);
const keys = new Map([[hash('sha256', process.env.BENCH_KEY), { organization: 'default', role: 'admin' }]]);

function checkKey(request, response, next) {
  const [scheme, key] = (request.headers.authorization ?? '').split(' ');
  const principal = scheme === 'Bearer' && keys.get(hash('sha256', key ?? ''));
  if (!principal) return response.status(401).end();
  request.principal = principal;
  next();
}

function answer(_request, response) {
  response.set({ 'Content-Type': 'application/json; charset=utf-8', 'Content-Length': String(body.length) });
  response.end(body);
}

const app = express();
app.disable('x-powered-by');
app.set('etag', false);
app.use(checkKey, express.json({ limit: 1_000_000 }));
app.use(
  OpenApiValidator.middleware({
    apiSpec: fileURLToPath(new URL('../../openapi.yaml', import.meta.url)),
    validateRequests: { allErrors: true },
    validateSecurity: false,
    validateApiSpec: false,
    fileUploader: false,
    ajvFormats: { mode: 'full' },
    formats: {
      cost: { type: 'number', validate: (value) => value >= 0 && value < 1e10 },
      int64: { type: 'number', validate: Number.isSafeInteger },
    },
  }),
);
app.get('/api/models/list', answer);
app.get('/api/models/:model_name', answer);
app.put('/api/models/:model_name', answer);
app.use((error, _request, response, _next) => response.status(error.status ?? 500).json(error.errors ?? {}));
const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
process.on('SIGTERM', () => process.exit(0));
