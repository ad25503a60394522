/** What a placeholder may stand for. */
export type Binding = string | number;

/** A piece of SQL and the values of its placeholders, in their order. */
export interface Sql {
  readonly text: string;
  readonly bindings: readonly Binding[];
}

/** SQL that this program wrote itself: names of columns and keywords, never what a client sent. */
export const raw = (text: string): Sql => ({ text, bindings: [] });

const isSql = (part: Sql | Binding): part is Sql => typeof part === 'object';

/** SQL from a template: a piece of SQL is put in as it is, anything else becomes a placeholder. Each list builds dozens of them. */
export function sql(strings: TemplateStringsArray, ...parts: readonly (Sql | Binding)[]): Sql {
  let [text = ''] = strings;
  const bindings: Binding[] = [];
  for (const [index, part] of parts.entries()) {
    if (isSql(part)) bindings.push(...part.bindings);
    else bindings.push(part);
    text += (isSql(part) ? part.text : '?') + strings[index + 1];
  }
  return { text, bindings };
}

export function joined(parts: readonly Sql[], separator: string): Sql {
  return {
    text: parts.map((part) => part.text).join(separator),
    bindings: parts.flatMap((part) => part.bindings),
  };
}

/** All of the conditions; of none it is true. */
export function allOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? raw('1 = 1') : joined(conditions, ' AND ');
}
