/** Why a name can be none of the registry's, or undefined. */
export function nameFault(name: unknown): string | undefined {
  if (typeof name !== 'string' || name === '') return 'it has no name';
  if ([...name].length > 255) return 'the name is longer than 255 characters';
  if (/^ | $|\p{Cc}|\p{Cs}/u.test(name)) {
    return 'the name has a control character, half a character, or a space at an end';
  }
  if (name.split('/').some((part) => part === '' || part === '.' || part === '..')) {
    return 'the name has an empty part, or one that is . or ..';
  }
  return ['list', 'summary', 'public'].includes(name) ? 'the name is reserved' : undefined;
}
