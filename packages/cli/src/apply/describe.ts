import { isObject, same } from '../file/json.js';
import { messageOf } from '../terminal/failure.js';
import { visible } from '../terminal/visible.js';
import type { Outcome } from './apply.js';
import type { Change, Plan } from './plan.js';

/** One field that a change sets, clears (`after` is null) or adds (`before` is null). */
interface FieldChange {
  field: string;
  before: unknown;
  after: unknown;
}

type Action = 'create' | 'replace' | 'delete';

/** A change as `--json` prints it. */
export interface ChangeReport {
  action: Action;
  kind: Change['kind'];
  name: string;
  fields: FieldChange[];
}

export function reportOf(change: Change): ChangeReport {
  const { kind, name } = change;
  return { action: actionOf(change), kind, name, fields: fieldChanges(change) };
}

function actionOf({ before, after }: Change): Action {
  if (!after) return 'delete';
  return before ? 'replace' : 'create';
}

function fieldChanges({ before = {}, after = {} }: { before?: unknown; after?: unknown }): FieldChange[] {
  const [from, to] = [isObject(before) ? before : {}, isObject(after) ? after : {}];
  const fields = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return fields
    .filter((field) => field !== 'model_name' && !same(from[field], to[field]))
    .map((field) => ({ field, before: from[field] ?? null, after: to[field] ?? null }));
}

const signs = { create: '+', replace: '~', delete: '-' };

/** A change for people: one line, and one for each field of what is replaced. */
export function describeChange(change: Change): string {
  const { action, kind, name, fields } = reportOf(change);
  const lines = action === 'replace' ? fields.map(describeField) : [];
  return [`${signs[action]} ${kind} ${name}`, ...lines].map(visible).join('\n');
}

function describeField({ field, before, after }: FieldChange): string {
  return `    ${field}: ${describeValue(before)} → ${describeValue(after)}`;
}

const describeValue = (value: unknown): string => (value === null ? '(not set)' : JSON.stringify(value));

/** What a plan would do, for people. */
export function describePlan({ changes, onlyInRegistry, suspicious }: Plan): string {
  return [
    ...changes.map(describeChange),
    ...suspicious.map((move) => `! ${move}, more than ten times: apply needs --accept`),
    changes.length === 0 ? 'Nothing to change.' : `${changes.length} to change.`,
    ...(onlyInRegistry.length > 0 ? [`Only in the registry, and kept: ${someOf(onlyInRegistry)}.`] : []),
  ].join('\n');
}

const mostNames = 20;

function someOf(names: string[]): string {
  const more = names.length > mostNames ? [`and ${names.length - mostNames} more`] : [];
  return [...names.slice(0, mostNames), ...more].join(', ');
}

/** Whether all was done that was to be done. */
export function isComplete({ failed, remaining }: Outcome): boolean {
  return !failed && remaining.length === 0;
}

/** How far it came where it stopped in the middle, and what to do. */
export function describeStop(outcome: Outcome): string {
  const { applied, failed, remaining } = outcome;
  const total = applied.length + (failed ? 1 : 0) + remaining.length;
  return [
    `${applied.length} of ${total} changes are made. Then ${failed ? describeFailure(failed) : 'it was interrupted.'}`,
    'The changes after it were not tried. Running apply again makes what is left.',
  ].join('\n');
}

function describeFailure({ change, error }: NonNullable<Outcome['failed']>): string {
  return `${actionOf(change)} ${change.kind} "${visible(change.name)}" failed. ${messageOf(error)}`;
}
