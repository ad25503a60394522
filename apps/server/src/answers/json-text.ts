declare const parsed: unique symbol;

/** JSON text whose parse is a T: what is stored as it is sent need not be parsed on the way. */
export type JsonText<T> = string & { readonly [parsed]: T };

/** The one way to make JSON text out of a value. */
export function jsonText<T>(value: T): JsonText<T> {
  // The brand exists for the compiler only.
  return JSON.stringify(value) as JsonText<T>;
}

/** Says that stored text is the JSON of a T; for text that `jsonText` wrote before. */
export function storedJson<T>(text: string): JsonText<T> {
  // The brand exists for the compiler only.
  return text as JsonText<T>;
}

/** The JSON of an array out of the JSON of its elements. */
export function jsonArray<T>(elements: readonly JsonText<T>[]): JsonText<T[]> {
  // Not joined: that would write out all of the text once more than whoever sends it does.
  let text = '[';
  for (const [at, element] of elements.entries()) text += at === 0 ? element : `,${element}`;
  return storedJson(`${text}]`);
}

/** The JSON of an object with one more member at its end. The object has at least one member already. */
export function withMember<T>(object: string, name: string, value: JsonText<unknown>): JsonText<T> {
  return storedJson(`${object.slice(0, -1)},${JSON.stringify(name)}:${value}}`);
}

export function parseJson<T>(text: JsonText<T>): T {
  return JSON.parse(text);
}
