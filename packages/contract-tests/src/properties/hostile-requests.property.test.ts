import fc from 'fast-check';
import { expect, inject, test } from 'vitest';
import { takeFaults } from '../answers/observe.js';
import { operationOf } from '../contract/match.js';
import type { RawAnswer, RawRequest } from '../requests/raw.js';
import { sample } from '../requests/samples.js';
import { openWorkspace, uniqueId, uniqueName } from '../target/workspace.js';
import { randomRequests } from './random-requests.js';

const { issuer } = inject('target');

const numRuns = inject('fuzzRequests');

const { admin } = await openWorkspace();
const subjects = { model: uniqueName('hostile'), provider: uniqueId('hostile'), key: 'none' };

/** Everything that the organization has, as its admin sees it. */
async function everythingStored(): Promise<string> {
  const paths = ['/api/models?all=true', '/api/providers', '/api/keys', '/api/organization'];
  const texts: string[] = [];
  for (const path of paths) texts.push((await admin.send({ path })).text);
  return texts.join('\n').replace(/"last_used_at":"[^"]*"/g, '');
}

/** Only what is its own, so that everything is little. */
async function hideCatalog(): Promise<void> {
  await admin.send({ method: 'PATCH', path: '/api/organization', body: { catalog_visibility: 'base_only' } });
}

/** Puts there what the requests are about, where it is not. */
async function prepare(): Promise<void> {
  await admin.send({ ...sample('upsertModel'), body: { model_name: subjects.model } });
  await admin.send({ ...sample('createProvider'), body: { provider_id: subjects.provider } });
}

/** What is there, by its revision; looked at itself every tenth time, as that takes longer. */
async function state(run: number): Promise<{ revision: string | null; stored: string }> {
  const { headers } = await admin.send({ path: '/api/me' });
  return {
    revision: headers.get('registry-revision'),
    stored: run % 10 === 0 ? await everythingStored() : '',
  };
}

/** Takes away what a request has made, and makes everything little again. */
async function undo(request: RawRequest, { headers, status }: RawAnswer): Promise<void> {
  const created = status === 201 ? headers.get('location') : null;
  if (created !== null) await admin.send({ method: 'DELETE', path: created });
  if (operationOf(request.method ?? 'GET', request.path)?.id === 'updateOrganization') await hideCatalog();
}

test.skipIf(issuer === null)(
  'any request made from the contract and then damaged is answered as the contract says, never with a 5xx, and stores nothing when it is refused',
  async () => {
    const statuses = new Map<number, number>();
    let runs = 0;
    await hideCatalog();
    await fc.assert(
      fc.asyncProperty(randomRequests(subjects), async (hostile) => {
        runs += 1;
        if (runs % 50 === 1) await prepare();
        const before = await state(runs);
        const answer = await admin.send(hostile);
        const { status, text } = answer;
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        expect([takeFaults(), status < 500], text.slice(0, 500)).toEqual([[], true]);
        if (status < 400) return undo(hostile, answer);
        expect(await state(runs), text.slice(0, 500)).toEqual(before);
      }),
      { numRuns },
    );
    console.log(`${runs} requests, answered with ${JSON.stringify(Object.fromEntries(statuses))}`);
    // Neither were all of them refused nor were all accepted, or the property says little.
    expect(statuses.get(400)).toBeGreaterThan(numRuns / 20);
    expect(statuses.get(200)).toBeGreaterThan(numRuns / 20);
  },
  30 * 60_000,
);
