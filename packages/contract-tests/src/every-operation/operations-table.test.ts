import { describe, expect, test } from 'vitest';
import { operations } from '../contract/operations.js';
import { sample } from '../requests/samples.js';
import { nobody, openWorkspace } from '../target/workspace.js';
import { promises } from './promises.js';

const idsFor = (...roles: string[]) =>
  promises.filter(({ role }) => roles.includes(role)).map(({ id }) => id);

const workspace = await openWorkspace();

describe('the operations', () => {
  test('are those of the table, no more and no less', () => {
    expect(operations.map(({ id }) => id).sort()).toEqual(promises.map(({ id }) => id).sort());
  });

  test.each(promises.map((row) => [row.id, row] as const))(
    '%s is where and what it is promised',
    (id, row) => {
      const { method, path, success } = row;
      const documented = operations.find((operation) => operation.id === id);
      const successes = [...(documented?.answers.keys() ?? [])].filter((status) => status < 300);
      expect({ method: documented?.method, path: documented?.path, success: successes.join() }).toEqual({
        method,
        path,
        success,
      });
    },
  );
});

describe('401 without a credential', () => {
  test.each(idsFor('viewer', 'editor', 'admin'))('%s', async (id) => {
    const answer = await nobody.send(sample(id));
    expect([answer.status, answer.headers.get('registry-revision')]).toEqual([401, null]);
    expect(answer.json).toMatchObject({ code: 'unauthenticated' });
  });
});

describe('needs no credential, and is not refused for a bad one', () => {
  test.each(idsFor('none'))('%s', async (id) => {
    expect((await nobody.send(sample(id))).status).toBe(200);
    expect((await nobody.send({ ...sample(id), token: 'nonsense' })).status).toBe(200);
  });
});

describe('403 with a role below the least', () => {
  test.each(idsFor('editor'))('%s for a viewer', async (id) => {
    expect((await workspace.viewer.send(sample(id))).json).toMatchObject({ code: 'forbidden_role' });
  });

  test.each(idsFor('admin'))('%s for an editor', async (id) => {
    expect((await workspace.editor.send(sample(id))).json).toMatchObject({ code: 'forbidden_role' });
  });
});

describe('the least role is enough', () => {
  const subjects = { model: 'contract-test/nothing', provider: 'contract-test-nothing', key: 'nothing' };
  const reads = new Set(promises.filter(({ method }) => method === 'GET').map(({ id }) => id));

  test.each(['viewer', 'editor', 'admin'] as const)('%s', async (role) => {
    for (const id of idsFor(role).filter((one) => reads.has(one))) {
      expect((await workspace[role].send(sample(id, subjects))).status, id).not.toBe(403);
    }
  });
});
