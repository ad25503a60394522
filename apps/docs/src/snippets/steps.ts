// What a reader of a document does, in order.
import { type Block, fencedBlocks } from './blocks.js';

/** What a document shows as the output of a step. */
export interface Shown {
  language: string;
  text: string;
}

export interface Step {
  /** `server` starts the registry and goes on, `shell` and `program` (TypeScript) run to their end, `file` is only written. */
  kind: 'server' | 'shell' | 'program' | 'file';
  text: string;
  line: number;
  /** Undefined where the document shows none. */
  shown: Shown | undefined;
  /** Whether the reader pastes the first command that the registry printed before. */
  firstCurl: boolean;
  /** The name of a `file` in the reader's project; undefined for all else. */
  file: string | undefined;
  /** What is needed beyond a shell, Node and curl: `python3`, `litellm`, or a package from npm. */
  needs: string | undefined;
}

/** A block that is not run, and why. */
export interface Exception {
  line: number;
  reason: string;
}

const runnable = ['sh', 'ts', 'console'];
const outputs = ['text', 'json', 'jsonc', 'yaml'];

function kindOf({ language, marks }: Block): Step['kind'] {
  if (marks.has('file')) return 'file';
  if (language === 'ts') return 'program';
  return marks.has('server') ? 'server' : 'shell';
}

/** The block behind a step shows its output, unless a heading lies between them. */
function shownAfter(block: Block, next: Block | undefined): Shown | undefined {
  if (next === undefined || next.section !== block.section || !outputs.includes(next.language))
    return undefined;
  return { language: next.language, text: next.text };
}

/** A terminal's text: commands behind `$ `, and below them what they print, which may be JSON with comments. */
function inTerminal({ text }: Block): { text: string; shown: Shown | undefined } {
  const lines = text.split('\n');
  const output = lines.filter((line) => !line.startsWith('$ ')).join('\n');
  const commands = lines.filter((line) => line.startsWith('$ ')).map((line) => line.slice(2));
  const shown = { language: output.startsWith('{') ? 'jsonc' : 'text', text: output };
  return { text: `${commands.join('\n')}\n`, shown: output.trim() === '' ? undefined : shown };
}

function stepOf(block: Block, next: Block | undefined): Step {
  const { language, line, marks } = block;
  const what =
    language === 'console' ? inTerminal(block) : { text: block.text, shown: shownAfter(block, next) };
  return {
    kind: kindOf(block),
    ...what,
    line,
    firstCurl: marks.has('first-curl'),
    file: marks.get('file'),
    needs: marks.get('needs'),
  };
}

/** TypeScript that says `continues` is one program with the TypeScript before it, and runs once, at its end. */
function joined(steps: readonly Step[], block: Block, step: Step): Step[] {
  if (!block.marks.has('continues')) return [...steps, step];
  const at = steps.findLastIndex(({ kind }) => kind === 'program');
  const begun = steps[at];
  if (begun === undefined) throw new Error(`Line ${block.line}: there is no program to continue.`);
  return [...steps.slice(0, at), ...steps.slice(at + 1), { ...step, text: `${begun.text}\n${step.text}` }];
}

/** The steps of a document, and the blocks that are marked with `skip="why"`. */
export function stepsOf(markdown: string): { steps: Step[]; exceptions: Exception[] } {
  const blocks = fencedBlocks(markdown);
  let steps: Step[] = [];
  const exceptions: Exception[] = [];
  for (const [index, block] of blocks.entries()) {
    const { line, marks } = block;
    if (!runnable.includes(block.language) && !marks.has('file')) continue;
    const reason = marks.get('skip');
    if (reason !== undefined) {
      exceptions.push({ line, reason });
      continue;
    }
    steps = joined(steps, block, stepOf(block, blocks[index + 1]));
  }
  return { steps, exceptions };
}
