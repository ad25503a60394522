import type { Model } from '@llm-registry/client';

/** A field of the compared models, with what each of them says. */
export interface ComparedField {
  name: string;
  /** In the order of the models. */
  values: unknown[];
  /** Whether they say different things. Unknown differs from what is known. */
  differs: boolean;
}

/** The fields of the models side by side. Objects are the same where they hold the same, in whatever order. */
export function compareFields(models: readonly Model[], names: readonly string[]): ComparedField[] {
  return names.map((name) => {
    const values = models.map((model): unknown => Reflect.get(model, name));
    return { name, values, differs: new Set(values.map(canonical)).size > 1 };
  });
}

/** Two definitions field by field: only what is different, with what each of them says; undefined where it says nothing. */
export function changedFields(
  before: object,
  after: object,
): { name: string; before: unknown; after: unknown }[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return names
    .map((name) => ({ name, before: own(before, name), after: own(after, name) }))
    .filter((field) => canonical(field.before) !== canonical(field.after));
}

function own(from: object, name: string): unknown {
  return Object.hasOwn(from, name) ? Reflect.get(from, name) : undefined;
}

function canonical(value: unknown): string {
  return JSON.stringify(sorted(value)) ?? '';
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}
