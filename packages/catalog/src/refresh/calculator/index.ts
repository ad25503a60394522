import { readFileSync } from 'node:fs';
import { type AnswersFile, parseAnswers } from './answers.js';

export const ANSWERS_FILE = new URL('./generated/answers.json', import.meta.url);

export function readAnswers(): AnswersFile {
  return parseAnswers(readFileSync(ANSWERS_FILE, 'utf8'));
}
