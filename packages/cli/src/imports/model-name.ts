/**
 * Why a name can be none of the registry's, or undefined. A wildcard is a rule of a gateway for many names, not a model.
 */
export function nameFault(name: unknown): string | undefined {
  if (typeof name !== 'string' || name === '') return 'it has no name';
  if (name.includes('*')) return 'a wildcard stands for many models; the registry has one entry for each';
  if ([...name].length > 255) return 'the name is longer than 255 characters';
  if (/^ | $|\p{Cc}/u.test(name)) return 'the name has a control character, or a space at an end';
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    return 'the name has an empty part, or one that is . or ..';
  }
  return ['list', 'summary', 'public'].includes(name) ? 'the name is reserved' : undefined;
}
