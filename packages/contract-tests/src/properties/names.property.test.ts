import fc from 'fast-check';
import { expect, test } from 'vitest';
import { takeFaults } from '../answers/observe.js';
import { openWorkspace, uniqueName } from '../target/workspace.js';

const { editor, viewer } = await openWorkspace();

/** Rule by rule, as the documentation of the name says it; the names are built below a prefix of ours. */
function isAllowed(name: string): boolean {
  const points = [...name].length;
  const segments = name.split('/');
  return (
    points >= 1 &&
    points <= 255 &&
    !/[\p{Cc}\p{Surrogate}]/u.test(name) &&
    !/^ | $/.test(name) &&
    segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..')
  );
}

const mangled = fc.constantFrom(
  ':',
  '@',
  '~',
  '+',
  '%',
  '%2F',
  '[',
  ']',
  '#',
  '?',
  '&',
  ' ',
  '.',
  '\\',
  '"',
  "'",
  '<',
  ';',
  '*',
);
const unit = fc.oneof(
  mangled,
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 1 }),
  fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
);
const segment = fc.array(unit, { minLength: 1, maxLength: 12 }).map((units) => units.join(''));
const suffix = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join('/'));

async function expectRoundTrip(model_name: string): Promise<void> {
  const created = await editor.registry.withResponse.upsertModel({ model_name, input_cost: 1 });
  expect([created.status, created.data.model_name]).toEqual([201, model_name]);
  const encoded = encodeURIComponent(model_name);
  for (const path of [encoded, encoded.replaceAll('%2F', '/')]) {
    expect((await viewer.send({ path: `/api/models/${path}` })).json).toEqual(created.data);
    expect((await editor.send({ path: `/api/definitions/${path}` })).json).toEqual({
      model_name,
      input_cost: 1,
    });
    expect((await viewer.send({ path: `/api/explanations/${path}` })).json).toMatchObject({
      chain: [model_name],
    });
  }
  const { results } = await viewer.registry.lookupModels({ model_names: [model_name] });
  expect(results[model_name]).toEqual(created.data);
  const filters = { model_name: { value: [model_name] } };
  expect((await viewer.registry.filterModels({ filters })).results).toEqual([created.data]);
  const replaced = await editor.registry.replaceModel({ model_name, input_cost: 2 });
  const patched = await editor.registry.updateModel({ model_name, output_cost: 3 });
  expect([replaced.input_cost, patched.input_cost, patched.output_cost]).toEqual([2, 2, 3]);
}

test('any allowed name round-trips through every route', async () => {
  const prefix = uniqueName('any');
  await fc.assert(
    fc.asyncProperty(suffix.map((rest) => `${prefix}/${rest}`).filter(isAllowed), async (model_name) => {
      try {
        await expectRoundTrip(model_name);
      } finally {
        const path = `/api/models/${encodeURIComponent(model_name)}`;
        expect((await editor.send({ method: 'DELETE', path })).status).toBe(204);
      }
      expect(takeFaults()).toEqual([]);
    }),
    { numRuns: 40, interruptAfterTimeLimit: 8_000, endOnFailure: false },
  );
});
