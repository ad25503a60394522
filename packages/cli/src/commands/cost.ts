import { type CallCost, costOf, type Registry, type TokenUsage } from '@llm-registry/client';
import { Complaint } from '../complaint.js';
import { type ConnectionOptions, connect } from '../terminal/connection.js';
import type { Terminal } from '../terminal/terminal.js';
import { type ExitCode, exitCodes, print } from './outcome.js';

/** The tokens of a call; those of the cache are part of the input. */
export interface CostOptions extends ConnectionOptions {
  json?: boolean;
  input?: string;
  cached?: string;
  cacheWrite?: string;
  output?: string;
}

/** Prints what a call costs. Fails where a price that it needs is unknown, rather than count it as nothing. */
export async function runCost(name: string, options: CostOptions, terminal: Terminal): Promise<ExitCode> {
  const usage = usageOf(options);
  const registry: Registry = connect(options, terminal);
  const cost = costOf(await registry.getModel({ model_name: name }), usage);
  print(terminal, options, cost, describeCost(cost));
  return 'usd' in cost ? exitCodes.done : exitCodes.failed;
}

function usageOf({ input, cached, cacheWrite, output }: CostOptions): TokenUsage {
  return {
    input_tokens: count('--input', input),
    cached_tokens: count('--cached', cached),
    cache_write_tokens: count('--cache-write', cacheWrite),
    output_tokens: count('--output', output),
  };
}

function count(option: string, text = '0'): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw new Complaint(`${option} has to be a whole number of tokens, not "${text}".`);
}

function describeCost(cost: CallCost): string {
  if ('usd' in cost) {
    const lines = cost.lines.map((line) => {
      const tier = line.above_input_tokens === null ? '' : ` (above ${line.above_input_tokens} input tokens)`;
      return `  ${line.field}: ${line.tokens} tokens at ${line.usd_per_million} per 1M${tier}: ${line.usd}`;
    });
    return [`${cost.usd} USD`, ...lines].join('\n');
  }
  const unknown = cost.unpriced.length > 0 ? [`unknown: ${cost.unpriced.join(', ')}`] : [];
  const conditions =
    cost.conditions.length > 0 ? [`the price depends on: ${cost.conditions.join(', ')}`] : [];
  return `Nobody can say: ${[...unknown, ...conditions].join('; ')}`;
}
