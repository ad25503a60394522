import { Document, isScalar, visit } from 'yaml';
import { visibleLines } from '../terminal/visible.js';

/** What has to be quoted so that it can be written as an escape. A line feed has forms of its own. */
const invisible = /[^\P{Cc}\n]|[\p{Bidi_Control}\p{Zl}\p{Zp}]/u;

/**
 * The same value is the same text: aliases would make one entry depend on another, and folded lines would move with every
 * word. Whatever a terminal or an editor would obey instead of
 * showing is written as its escape.
 */
export function yamlText(value: unknown): string {
  // Other programs may still read YAML 1.1, where a plain `no` is false and a plain 2024-10-21 a date: those are quoted.
  const document = new Document(value, { aliasDuplicateObjects: false, compat: 'yaml-1.1' });
  visit(document, {
    Scalar: (_, node) => {
      if (isScalar(node) && typeof node.value === 'string' && invisible.test(node.value))
        node.type = 'QUOTE_DOUBLE';
    },
  });
  return visibleLines(document.toString({ lineWidth: 0 }));
}
