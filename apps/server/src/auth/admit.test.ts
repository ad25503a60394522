import { expect, it } from 'vitest';
import { clockAt } from '../../test/support/clock.js';
import { errors } from '../errors.js';
import { createAdmit } from './admit.js';
import type { Authenticate } from './authenticate.js';
import { allowanceOf, createRateLimit } from './rate-limit.js';

const address = '192.0.2.1';
const known: Authenticate = async (header) => {
  if (header === 'broken') throw errors.databaseUnavailable();
  if (header !== 'valid') throw errors.unauthenticated();
  return { organization: 'acme', role: 'viewer', kind: 'jwt', id: 'a', name: null, expires_at: null };
};

function admission(perOrganization: number, perAddress: number) {
  const time = clockAt('2026-11-01T00:00:00Z');
  return createAdmit(known, createRateLimit({ perOrganization, perAddress, now: time.now }));
}

async function refusal(answer: Promise<unknown>): Promise<unknown> {
  return answer.then(
    () => {
      throw new Error('It was let in.');
    },
    (error: unknown) => error,
  );
}

it('a valid credential spends the allowance of its organization', async () => {
  const admit = admission(2, 1);
  expect(await admit('valid', address)).toMatchObject({
    principal: { organization: 'acme' },
    allowance: { remaining: 1 },
  });
  expect(await admit('valid', address)).toMatchObject({ allowance: { remaining: 0 } });
  expect(await refusal(admit('valid', address))).toMatchObject({ code: 'rate_limited' });
});

it('a refused one spends the allowance of its address, and gets 429 once that is spent', async () => {
  const admit = admission(10, 2);
  const first = await refusal(admit('invalid', address));
  expect(first).toMatchObject({ code: 'unauthenticated' });
  expect(allowanceOf(first)).toMatchObject({ remaining: 1 });
  expect(await refusal(admit(undefined, address))).toMatchObject({ code: 'unauthenticated' });
  const third = await refusal(admit('invalid', address));
  expect(third).toMatchObject({ code: 'rate_limited' });
  expect(allowanceOf(third)).toMatchObject({ remaining: 0 });
});

it('a valid credential is never refused for what others do from its address', async () => {
  const admit = admission(10, 1);
  for (let i = 0; i < 5; i++) await refusal(admit('invalid', address));
  expect(await admit('valid', address)).toMatchObject({ allowance: { remaining: 9 } });
});

it('a failure of ours spends nothing', async () => {
  const admit = admission(10, 1);
  for (let i = 0; i < 3; i++)
    expect(await refusal(admit('broken', address))).toMatchObject({ code: 'database_unavailable' });
  expect(await refusal(admit('invalid', address))).toMatchObject({ code: 'unauthenticated' });
});

it('nothing is counted where limits are off', async () => {
  const admit = admission(0, 0);
  expect(await admit('valid', address)).toMatchObject({ allowance: null });
  const refused = await refusal(admit('invalid', address));
  expect([refused, allowanceOf(refused)]).toMatchObject([{ code: 'unauthenticated' }, null]);
});
