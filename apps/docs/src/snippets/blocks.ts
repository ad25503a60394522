// The fenced blocks of a Markdown document, and what their fences say.

/** One fenced block. */
export interface Block {
  language: string;
  /** The words behind the language: `server`, or `skip="needs Docker"` with its value. */
  marks: ReadonlyMap<string, string>;
  text: string;
  /** Of its first line of content, counted from 1. */
  line: number;
  /** How many headings are above it. */
  section: number;
}

const fence = /^(\s*)(`{3,})(.*)$/;

/** The marks behind a fence's language. A word alone has the value ''. */
function marksIn(text: string): Map<string, string> {
  const words = text.matchAll(/([\w-]+)(?:="([^"]*)")?/g);
  return new Map([...words].map(([, name = '', value = '']) => [name, value]));
}

/** All fenced blocks, in order. */
export function fencedBlocks(markdown: string): Block[] {
  const blocks: Block[] = [];
  let open: { block: Block; end: string; lines: string[] } | undefined;
  let section = 0;
  for (const [index, line] of markdown.split('\n').entries()) {
    if (open !== undefined) {
      if (line.trim() === open.end) {
        blocks.push({ ...open.block, text: `${open.lines.join('\n')}\n` });
        open = undefined;
      } else open.lines.push(line);
      continue;
    }
    const [, , ticks, info = ''] = fence.exec(line) ?? [];
    if (ticks !== undefined) {
      const [, language = '', rest = ''] = /^(\S*)(.*)$/.exec(info) ?? [];
      const block = { language, marks: marksIn(rest), text: '', line: index + 2, section };
      open = { block, end: ticks, lines: [] };
    } else if (/^#{1,6} /.test(line)) section += 1;
  }
  return blocks;
}
