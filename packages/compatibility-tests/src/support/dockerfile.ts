/** One instruction of a Dockerfile: its word and everything behind it, continued lines joined. */
export interface Instruction {
  word: string;
  text: string;
}

export type Stage = readonly Instruction[];

/** The instructions of each stage, in order. What stands before the first stage is left out. */
export function stagesOf(dockerfile: string): Stage[] {
  const lines = dockerfile
    .replace(/^#.*\n/gm, '')
    .replaceAll(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [word = ''] = line.split(' ', 1);
    if (word === 'FROM') stages.push([]);
    stages.at(-1)?.push({ word, text: line.slice(word.length + 1) });
  }
  return stages;
}

/** What stands behind each instruction of that word. */
export const textOf = (stage: Stage, word: string): string[] =>
  stage.filter((instruction) => instruction.word === word).map(({ text }) => text);

/** The variables that a stage sets. */
export function environmentOf(stage: Stage): Record<string, string> {
  const pairs =
    textOf(stage, 'ENV')
      .join(' ')
      .match(/\w+=\S+/g) ?? [];
  return Object.fromEntries(pairs.map((pair) => pair.split(/=(.*)/s, 2)));
}

/** The words of an instruction in its JSON form, of which the first is the program. */
export function commandIn(text: string | undefined): [string, ...string[]] {
  const words: unknown = JSON.parse(text?.slice(text.indexOf('[')) ?? '');
  const [program, ...args] = Array.isArray(words) ? words.map(String) : [];
  if (program === undefined) throw new Error('The instruction names no program.');
  return [program, ...args];
}
