/** Words that make everything at or below a member of that name a secret. */
const secretWords = new Set([
  'key',
  'token',
  'secret',
  'password',
  'credential',
  'authorization',
  'apikey',
  'passwd',
]);

/** Ways to split what is between separators: `apiKey`, `APIKey`, and not at all (`ApiKey` is the one word apikey too). */
const splits: readonly ((part: string) => string[])[] = [
  (part) => [part],
  (part) => part.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})/u),
  (part) => part.split(/(?<=[\p{Ll}\p{N}])(?=\p{Lu})|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/u),
];

/** What a member's name may be read as, word by word in lower case. All but letters separates, digits too. */
function readings(name: string): string[][] {
  const parts = name.split(/[^\p{L}\p{M}]+/u).filter((part) => part !== '');
  return splits.map((split) => parts.flatMap(split).map((word) => word.toLowerCase()));
}

const isSecretWord = (word: string): boolean =>
  secretWords.has(word) || secretWords.has(word.replace(/s$/, ''));

const hasSecretWord = (name: string): boolean => readings(name).flat().some(isSecretWord);

/** `headers`, `extra_headers`, `defaultHeaders`: the values of a header map are credentials more often than not. */
const namesHeaders = (name: string): boolean => readings(name).some((words) => words.at(-1) === 'headers');

/** The member holds the base URL of the provider: `base_url`, `baseUrl`, `BASE-URL`, `baseurl`. */
export function namesBaseUrl(name: string): boolean {
  return readings(name).some(
    (words) => words.at(-1) === 'baseurl' || words.slice(-2).join(' ') === 'base url',
  );
}

/**
 * What is secret at a place: nothing, every string (at or below a member with a secret word), every string at the place
 * and every value below it (a member for headers), or every value.
 */
export type Zone = 'open' | 'strings' | 'headers' | 'everything';

/** The zone one step further down: a member of that name, or an element of that index. */
export function zoneBelow(zone: Zone, step: string | number): Zone {
  if (zone === 'headers' || zone === 'everything') return 'everything';
  if (typeof step === 'number') return zone;
  if (namesHeaders(step)) return 'headers';
  return zone === 'strings' || hasSecretWord(step) ? 'strings' : 'open';
}

/** Whether a value that is neither object nor array is a secret there. */
export function isSecret(zone: Zone, value: string | number | boolean | null): boolean {
  if (zone === 'open') return false;
  return zone === 'everything' || typeof value === 'string';
}
