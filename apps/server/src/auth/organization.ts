const maximumLength = 255;

/** What is wrong with an organization's name, as the end of a sentence, or null: 1 to 255 code points, no control characters. */
export function faultOfOrganization(name: unknown): string | null {
  if (typeof name !== 'string') return 'must be a string';
  // Unpaired surrogates as well: databases change them, so that two organizations could become one.
  if (/[\p{Cc}\p{Cs}]/u.test(name)) return 'may not hold control characters or unpaired surrogates';
  const length = [...name].length;
  return length < 1 || length > maximumLength ? `must have 1 to ${maximumLength} characters` : null;
}
