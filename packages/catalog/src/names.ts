const MAX_CODE_POINTS = 255;
const RESERVED = new Set(['list', 'summary', 'public']);
const NOT_IN_NAMES = /[\p{Cc}\p{Cs}]/u;

/** The registry's rule for model names, aliases among them. */
export function isModelName(name: unknown): name is string {
  if (typeof name !== 'string' || name.length === 0 || RESERVED.has(name)) return false;
  if (NOT_IN_NAMES.test(name) || name.startsWith(' ') || name.endsWith(' ')) return false;
  return [...name].length <= MAX_CODE_POINTS && name.split('/').every(isSegment);
}

export function isProviderId(id: unknown): id is string {
  return typeof id === 'string' && /^[A-Za-z0-9._-]{1,100}$/.test(id);
}

export function isDisplayName(name: string): boolean {
  return (
    name.trim() === name && name.length > 0 && !NOT_IN_NAMES.test(name) && [...name].length <= MAX_CODE_POINTS
  );
}

/** An empty segment also stands for a leading, trailing or doubled slash. */
function isSegment(segment: string): boolean {
  return segment !== '' && segment !== '.' && segment !== '..';
}
