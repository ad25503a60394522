/** A string, or what opens and closes objects and lists. Numbers, words, commas and spaces are passed over. */
const token = /"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g;

/**
 * The first name that one object of a JSON text has twice, or undefined.
 * @param json text that was parsed already, so that it is well-formed
 */
export function repeatedName(json: string): string | undefined {
  const open: Set<string>[] = [];
  for (const [text, colon] of json.matchAll(token)) {
    if (text === '{' || text === '[') open.push(new Set());
    else if (text === '}' || text === ']') open.pop();
    else if (colon !== undefined) {
      const name: unknown = JSON.parse(text.slice(0, -colon.length));
      const names = open.at(-1);
      if (typeof name !== 'string' || names?.has(name)) return String(name);
      names?.add(name);
    }
  }
  return undefined;
}
