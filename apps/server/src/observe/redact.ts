/** What a credential looks like in running text: our keys, bearer headers, JWTs, and passwords in URLs. */
const credentials: readonly [RegExp, string][] = [
  [/\bllmr_[A-Za-z0-9]+_[A-Za-z0-9_-]+/g, 'llmr_***'],
  [/\b(bearer|basic)(\s+|%20|\+)[^\s"',;]+/gi, '$1 ***'],
  [/\beyJ[A-Za-z0-9_-]+\.[A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]*)?/g, '***'],
  [/:\/\/[^\s/@"']*@/g, '://***@'],
];

/** Something of each of them. Most texts hold none of it, and one look is less than one for each. */
const suspicious = /llmr_|bearer|basic|eyJ|:\/\//i;

/** Text without what looks like a credential. A second net: credentials are not put into texts to begin with. */
export function withoutCredentials(text: string): string {
  if (!suspicious.test(text)) return text;
  return credentials.reduce((result, [pattern, mask]) => result.replace(pattern, mask), text);
}
