import { inject } from 'vitest';
import { record } from '../coverage/ledger.js';
import type { Exchange } from './exchange.js';
import { shown } from './exchange.js';
import { judge } from './judge.js';

const faults: string[] = [];

/** Everything found wrong since the last call. */
export function takeFaults(): string[] {
  return faults.splice(0);
}

/** Holds an answer to the contract and writes down that its status was seen. Faults fail the test that is running. */
export function observe(exchange: Exchange, mayFail = false): void {
  const verdict = judge(exchange);
  const found = [...verdict.faults];
  if (exchange.status === 500 && !mayFail) found.push(`a defect: ${exchange.text.slice(0, 300)}`);
  faults.push(...found.map((fault) => `${shown(exchange)}: ${fault}`));
  record(inject('ledger'), {
    operation: verdict.operation?.id ?? null,
    status: exchange.status,
    code: verdict.code ?? null,
  });
}
