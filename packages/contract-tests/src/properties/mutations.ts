import fc from 'fast-check';
import { isJson } from '../contract/document.js';

/** One change to a JSON value: where, by what. */
export interface Mutation {
  /** Which of all places in the value, counted round. */
  place: number;
  act: 'replace' | 'remove' | 'rename' | 'wrap' | 'repeat';
  value: unknown;
}

const hostile = fc.constantFrom<unknown>(
  null,
  true,
  0,
  -1,
  1.5,
  1e308,
  -0,
  2 ** 53,
  1e-13,
  '',
  ' ',
  '***',
  'env:X',
  '\u0000',
  '\ud800',
  '%zz',
  '../..',
  "' OR 1=1 --",
  'x'.repeat(5_000),
  [],
  {},
  [[]],
  { $ref: '#' },
  { constructor: { prototype: {} } },
  // A literal would set the prototype; parsed, it is a member.
  JSON.parse('{"__proto__":{"polluted":1}}'),
  Array.from({ length: 70 }).reduce((inner) => [inner], 1),
  '9'.repeat(400),
  1e-320,
);

export const mutation: fc.Arbitrary<Mutation> = fc.record({
  place: fc.nat({ max: 1_000 }),
  act: fc.constantFrom<Mutation['act']>('replace', 'replace', 'remove', 'rename', 'wrap', 'repeat'),
  value: fc.oneof(hostile, fc.jsonValue({ maxDepth: 2 })),
});

function changed(value: unknown, { act, value: other }: Mutation): unknown {
  if (act === 'wrap') return [value];
  if (act === 'repeat') return Array.from({ length: 150 }, () => value);
  return other;
}

/** Every place in a value: how to write the value anew with that place changed. */
function places(
  value: unknown,
  rebuild: (changed: unknown) => unknown,
): [unknown, (changed: unknown) => unknown][] {
  const children: [unknown, (changed: unknown) => unknown][] = isJson(value)
    ? Object.entries(value).flatMap(([key, child]) =>
        places(child, (next) => rebuild(Object.fromEntries([...Object.entries({ ...value, [key]: next })]))),
      )
    : Array.isArray(value)
      ? value.flatMap((child, index) => places(child, (next) => rebuild(value.with(index, next))))
      : [];
  return [[value, rebuild], ...children];
}

function withoutMember(value: Record<string, unknown>, index: number, rename: boolean): unknown {
  const entries = Object.entries(value).flatMap(([key, child], position) => {
    if (position !== index) return [[key, child] as const];
    return rename ? [[`${key}x`, child] as const] : [];
  });
  return Object.fromEntries(entries);
}

/** A copy of a value with one change. */
export function mutated(value: unknown, change: Mutation): unknown {
  const all = places(value, (next) => next);
  const [found, rebuild] = all[change.place % all.length] ?? [value, (next: unknown) => next];
  const structural = change.act === 'remove' || change.act === 'rename';
  if (!structural || !isJson(found)) return rebuild(changed(found, change));
  const count = Math.max(1, Object.keys(found).length);
  return rebuild(withoutMember(found, change.place % count, change.act === 'rename'));
}
