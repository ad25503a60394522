import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import ts from 'typescript';

export interface Pattern {
  /** Where it stands, for messages. */
  where: string;
  source: string;
  flags: string;
}

/** Every `pattern` below a value of the contract; validators compile them with the flag u. */
export function patternsOf(value: unknown, where = ''): Pattern[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === 'pattern' && typeof child === 'string'
      ? [{ where, source: child, flags: 'u' }]
      : patternsOf(child, `${where}/${key}`),
  );
}

function literalsIn(folder: string, file: string): Pattern[] {
  const text = readFileSync(join(folder, file), 'utf8');
  const found: Pattern[] = [];
  function visit(node: ts.Node): void {
    if (ts.isRegularExpressionLiteral(node)) {
      const end = node.text.lastIndexOf('/');
      const [source, flags] = [node.text.slice(1, end), node.text.slice(end + 1)];
      found.push({ where: `${file}: ${node.text}`, source, flags });
    }
    ts.forEachChild(node, visit);
  }
  visit(ts.createSourceFile(file, text, ts.ScriptTarget.Latest));
  return found;
}

/** Every regular expression that is written in the code below a folder, tests left out. */
export function literalsBelow(folder: string): Pattern[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/\.(test|fixture)\.ts$/.test(file))
    .flatMap((file) => literalsIn(folder, file));
}

/** In characters: a pattern that takes the square of it over one text takes minutes, and others a millisecond. */
const length = 150_000;

/** How long a pattern may take over one text, in milliseconds, on a machine that is busy with other things. */
const patience = 3_000;

/** One of each kind of character that patterns tell apart. */
const kinds = [...'aZ0 \t\n/.-_:,"%@=;!', '\u0000', '\u00e9', '\ud800', '\u{1F600}'];

/** Words that a pattern asks for before what it repeats: it would not look further without them. */
function wordsOf(source: string): string[] {
  const words = source.replace(/\\(.)/g, '$1').match(/[A-Za-z_:/]{2,}/g) ?? [];
  return ['', 'a', ...new Set(words)].slice(0, 5);
}

/** Texts that repeat what a pattern may repeat, and then disappoint it. */
function textsAgainst(source: string): object[] {
  const own = source.replace(/[\\()[\]{}?*+^$|]/g, '').slice(0, 12);
  const pumps = [...new Set([...own, ...kinds]), 'a/', './', 'a.', ' a'];
  return wordsOf(source).flatMap((prefix) =>
    pumps.flatMap((pump) =>
      ['', '\u0000'].map((suffix) => ({ prefix, pump, times: length / pump.length, suffix })),
    ),
  );
}

/** Tries patterns one after the other. @returns the index of the first that takes too long over a text, or none */
async function firstSlow(patterns: readonly Pattern[], from: number): Promise<number | undefined> {
  const workerData = patterns
    .map(({ source, flags }, index) => ({ index, source, flags, texts: textsAgainst(source) }))
    .slice(from);
  const worker = new Worker(new URL('./attacked-patterns.mjs', import.meta.url), { workerData });
  let at = from;
  try {
    await once(worker, 'online');
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => resolve(at), patience);
      worker.on('message', (index: number) => {
        at = index;
        timer.refresh();
      });
      worker.on('error', reject).on('exit', () => resolve(undefined));
    });
  } finally {
    await worker.terminate();
  }
}

/** Those patterns for which there is a text over which they take the square of its length, or worse. */
export async function slowAmong(patterns: readonly Pattern[]): Promise<string[]> {
  const found: string[] = [];
  let from = 0;
  while (from < patterns.length) {
    const slow = await firstSlow(patterns, from);
    if (slow === undefined) break;
    found.push(patterns[slow]?.where ?? '');
    from = slow + 1;
  }
  return found;
}
