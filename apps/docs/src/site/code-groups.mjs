// VitePress gives the tabs of a code group random names, and the same site would never be the same bytes twice.

/**
 * @typedef {(tokens: unknown[], index: number, ...rest: unknown[]) => string} Rule
 * @typedef {{ renderer: { rules: Record<string, Rule | undefined> } }} MarkdownRenderer of markdown-it
 */

const RULE = 'container_code-group_open';

/**
 * Names them by their place in the page.
 * @param {MarkdownRenderer} markdown
 */
export function nameCodeGroups(markdown) {
  const { rules } = markdown.renderer;
  const open = rules[RULE];
  if (open === undefined) throw new Error(`VitePress has no rule ${RULE} to draw code groups with.`);
  rules[RULE] = (tokens, index, ...rest) => {
    let tab = 0;
    return open(tokens, index, ...rest)
      .replace(/name="group-[^"]*"/g, `name="group-${index}"`)
      .replace(/(id|for)="tab-[^"]*"/g, (_match, attribute) => {
        if (attribute === 'id') tab += 1;
        return `${attribute}="tab-${index}-${tab}"`;
      });
  };
}
