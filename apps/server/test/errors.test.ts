import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { errorTable } from '../src/errors.js';
import { contractFile } from '../src/http/document.js';

interface DocumentedError {
  status: number;
  title: string;
}

test('the table of errors is that of the contract: codes, statuses, titles', () => {
  const { ErrorCode } = parse(readFileSync(contractFile, 'utf8')).components.schemas;
  const documented: [string, DocumentedError][] = Object.entries(ErrorCode['x-errors']);
  const table = documented.map(([code, { status, title }]) => [code, { status, title }]);
  expect(Object.fromEntries(table)).toEqual(errorTable);
  expect(ErrorCode.enum).toEqual(Object.keys(errorTable));
});
