// Whether every server answers what was acknowledged, and whether live copies hold what servers answer.
import { isDeepStrictEqual } from 'node:util';
import { ask } from './postgres.mjs';
import { json, pathOf } from './requests.mjs';

/** The model of a name as a server answers it, null where it answers 404. */
async function modelOf(call, name, revision) {
  const headers = { 'registry-min-revision': String(revision) };
  const { status, text } = await call('GET', pathOf(name), { headers });
  if (status !== 200 && status !== 404) throw new Error(`GET ${name}: ${status} ${text}`);
  return status === 404 ? null : JSON.parse(text);
}

/** The names that a server answers otherwise than it may after what was acknowledged. */
export async function answeredWrongly(call, known, revision) {
  const wrong = [];
  for (const { name, mayBe } of known) {
    const model = await modelOf(call, name, revision);
    if (!mayBe(model === null ? null : model.max_context_window)) wrong.push(name);
  }
  return wrong;
}

/** The acknowledged writes whose revision is not that of the same write in the change log. */
export async function missingFromLog(databaseUrl, organization, acknowledged) {
  const rows = await ask(
    databaseUrl,
    'select revision + catalog as revision, name, operation, stored from change where organization = ?',
    [organization],
  );
  const log = new Map(rows.map((row) => [Number(row.revision), row]));
  const valueIn = ({ stored }) => (stored === null ? null : JSON.parse(stored).max_context_window);
  return acknowledged.filter(({ name, revision, wanted }) => {
    const row = log.get(revision);
    return row?.name !== name || valueIn(row) !== wanted;
  });
}

/** The names for which a live copy holds something else than a server answers: of those written, and of the whole list. */
export async function heldWrongly(models, call, names, revision) {
  const listed = await json(call, 'GET', '/api/models?all=true', {
    headers: { 'registry-min-revision': String(revision) },
  });
  const wrong = listed
    .filter((model) => !isDeepStrictEqual(models.get(model.model_name), model))
    .map(({ model_name }) => model_name);
  const extra = [...models.values()].length - listed.length;
  if (extra !== 0) wrong.push(`${extra} models more than are listed`);
  for (const name of names) {
    const model = await modelOf(call, name, revision);
    if (!isDeepStrictEqual(models.get(name) ?? null, model)) wrong.push(name);
  }
  return wrong;
}
