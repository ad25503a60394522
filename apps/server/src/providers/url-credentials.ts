// What a URL parser drops before it looks at the rest: tabs and line breaks anywhere, spaces and controls in front.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are exactly what has to be found
const tidied = (text: string): string => text.replace(/[\t\r\n]/g, '').replace(/^[\u0000-\u0020]+/, '');

const urlWithUser = /^(?:[a-z][a-z0-9+.-]*:[/\\]{2}|(?:https?|wss?|ftp):)[/\\]*[^/\\?#]*@/i;
const authorityWithUser = /^(?:[a-z][a-z0-9+.-]*:)?[/\\]*[^/\\?#]*@/i;

/** The text is a URL with a user or a password in it. */
export function isUrlWithUser(text: string): boolean {
  return urlWithUser.test(tidied(text));
}

/** The same for a text that is known to be meant as a URL, its scheme or slashes left out perhaps. */
export function baseUrlHasUser(text: string): boolean {
  return authorityWithUser.test(tidied(text));
}
