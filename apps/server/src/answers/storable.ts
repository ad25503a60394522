/**
 * Whether rows can hold a text: engines disagree about U+0000 and unpaired surrogates. With the u flag a pair is one code
 * point, so this finds only surrogates without their other half.
 */
export function isStorable(value: unknown): value is string {
  return typeof value === 'string' && !/\0|\p{Surrogate}/u.test(value);
}
