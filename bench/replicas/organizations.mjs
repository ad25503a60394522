// Organizations with models to write, each model by one writer at a time, so that the value of a model only rises.
import { createHmac } from 'node:crypto';
import { caller, json } from './requests.mjs';

const secret = 'bench-secret-of-tokens-0123456789abcdef';
const issuer = 'bench';

/** What a server needs to know of the tokens that give out keys. */
export const tokenSettings = { JWT_SECRET: secret, JWT_ISSUER: issuer, JWT_AUDIENCE: issuer };

const encoded = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');

function adminToken(organization) {
  const exp = Math.floor(Date.now() / 1_000) + 3_600;
  const claims = { iss: issuer, aud: issuer, sub: 'bench', exp, org_id: organization, role: 'admin' };
  const content = `${encoded({ alg: 'HS256', typ: 'JWT' })}.${encoded(claims)}`;
  return `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;
}

/**
 * Makes an organization with a key and `count` models.
 * @returns a call for each server, and `take`, which answers a name that nobody writes at the moment and how to give it back; it waits
 * where there is none
 */
export async function makeOrganization(id, addresses, count) {
  const admin = caller(addresses[0], adminToken(id));
  const { api_key: key } = await json(admin, 'POST', '/api/keys', {
    body: { name: 'bench', role: 'editor' },
  });
  admin.close();
  const calls = addresses.map((address) => caller(address, key));
  const free = [];
  const waiting = [];
  for (let index = 0; index < count; index++) {
    const name = `${id}/model-${index}`;
    await json(calls[index % calls.length], 'POST', '/api/models', {
      body: { model_name: name, max_context_window: 1 },
    });
    free.push(name);
  }
  return {
    id,
    key,
    calls,
    async take() {
      const name = free.shift() ?? (await new Promise((resolve) => waiting.push(resolve)));
      const giveBack = () => (waiting.length > 0 ? waiting.shift()(name) : free.push(name));
      return { name, giveBack };
    },
    close() {
      for (const call of calls) call.close();
    },
  };
}

/** Organizations side by side. */
export function makeOrganizations(prefix, count, addresses, modelsOfEach) {
  return Promise.all(
    Array.from({ length: count }, (_, index) =>
      makeOrganization(`${prefix}-${index}`, addresses, modelsOfEach),
    ),
  );
}
