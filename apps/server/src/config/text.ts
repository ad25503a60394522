import { z } from 'zod';

/**
 * A schema that reads a setting's text. `read` throws an Error whose message completes the sentence "PORT …": what the
 * value must be, with an example or what to do, and never the value itself.
 */
export function readText<T>(read: (text: string) => T): z.ZodType<T, string> {
  return z.string().transform((text, context) => {
    try {
      return read(text);
    } catch (error) {
      context.addIssue({ code: 'custom', message: error instanceof Error ? error.message : String(error) });
      return z.NEVER;
    }
  });
}

/** The elements of a comma-separated list, without the spaces around them; an empty element is refused. */
export function listOf(text: string): string[] {
  const elements = text.split(',').map((element) => element.trim());
  if (elements.some((element) => element === '')) {
    throw new Error('must be a comma-separated list without an empty element.');
  }
  return elements;
}

/** A whole number within bounds. */
export function wholeNumber(least: number, most: number, example: number) {
  return readText((text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new Error(`must be a whole number from ${least} to ${most}, such as ${example}.`);
  });
}

/** A number of seconds, decimals allowed. */
export function seconds(most: number, example: number) {
  return readText((text) => {
    const value = Number(text);
    if (/^\d+(\.\d+)?$/.test(text) && value <= most) return value;
    throw new Error(`must be a number of seconds from 0 to ${most}, such as ${example}.`);
  });
}

/** One of a few words. */
export function oneOf<const Word extends string>(words: readonly Word[]) {
  return readText((text) => {
    const found = words.find((word) => word === text);
    if (found === undefined) throw new Error(`must be one of ${words.join(', ')}.`);
    return found;
  });
}

/** An absolute http or https URL that holds no password: it is shown at start and in links. */
export function httpUrl(text: string, example: string): URL {
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url === null || !['http:', 'https:'].includes(url.protocol)) {
    throw new Error(`must be an absolute http or https URL, such as ${example}.`);
  }
  if (url.username !== '' || url.password !== '') throw new Error('must not hold a user or a password.');
  return url;
}
