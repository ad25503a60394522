import type { TokenUsage } from '@llm-registry/client';
import type { Costs } from '../../catalog.js';

export type CacheField = Extract<keyof Costs, `cache_${string}`>;

/** What the price source's own calculator says about one model. */
export interface Answer {
  model_name: string;
  /** The cache prices that the source states. Without one, its calculator charges those tokens as plain input. */
  states: CacheField[];
  calls: AnsweredCall[];
}

export interface AnsweredCall {
  usage: TokenUsage;
  /** The calculator's own number, a sum of floats. */
  usd: number;
}

export interface AnswersFile {
  /** The package that was asked, with its version, and the moment whose prices it was asked for. */
  source: string;
  at: string;
  answers: Answer[];
}

/** A call as it is written down: input, cached, cache writes, output, USD. */
type Row = [number, number, number, number, number];

/** One line for each model. */
export function formatAnswers({ source, at, answers }: AnswersFile): string {
  const lines = answers.map(({ calls, ...model }) => JSON.stringify({ ...model, calls: calls.map(rowOf) }));
  return `{"source":"${source}","at":"${at}","answers":[\n${lines.join(',\n')}\n]}\n`;
}

export function parseAnswers(text: string): AnswersFile {
  // Written by formatAnswers and by nothing else.
  const file = JSON.parse(text) as Omit<AnswersFile, 'answers'> & {
    answers: (Omit<Answer, 'calls'> & { calls: Row[] })[];
  };
  return {
    ...file,
    answers: file.answers.map((answer) => ({ ...answer, calls: answer.calls.map(callOf) })),
  };
}

function rowOf({ usage, usd }: AnsweredCall): Row {
  return [usage.input_tokens, usage.cached_tokens, usage.cache_write_tokens, usage.output_tokens, usd];
}

function callOf([input_tokens, cached_tokens, cache_write_tokens, output_tokens, usd]: Row): AnsweredCall {
  return { usage: { input_tokens, cached_tokens, cache_write_tokens, output_tokens }, usd };
}
