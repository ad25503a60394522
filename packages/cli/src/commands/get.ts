import { yamlText } from '../file/yaml-text.js';
import { lookUp } from '../registry/lookup.js';
import { type ConnectionOptions, connect } from '../terminal/connection.js';
import type { Terminal } from '../terminal/terminal.js';
import { visible } from '../terminal/visible.js';
import { type ExitCode, exitCodes, print } from './outcome.js';

type Options = ConnectionOptions & { json?: boolean };

/** Prints the effective model of a name or alias. */
export async function runGet(name: string, options: Options, terminal: Terminal): Promise<ExitCode> {
  const model = await connect(options, terminal).getModel({ model_name: name });
  print(terminal, options, model, yamlText(model));
  return exitCodes.done;
}

/** Prints for each name the model it means and its prices; a name that means nothing makes it fail. */
export async function runLookup(names: string[], options: Options, terminal: Terminal): Promise<ExitCode> {
  const found = await lookUp(connect(options, terminal), names);
  const distinct = [...new Set(names)];
  const results = Object.fromEntries(distinct.map((name) => [name, found.get(name) ?? null]));
  const lines = distinct.map((name) => {
    const model = found.get(name);
    if (!model) return `${name}: means nothing`;
    const { model_name, input_cost, output_cost, price_conditions } = model;
    // A price with conditions is not one number.
    const conditions = price_conditions.length > 0 ? ` (${price_conditions.join(', ')})` : '';
    return `${name}: ${model_name}, input ${price(input_cost)}, output ${price(output_cost)}${conditions}`;
  });
  print(terminal, options, { results }, lines.map(visible).join('\n'));
  return found.size < distinct.length ? exitCodes.failed : exitCodes.done;
}

const price = (cost: number | null): string => (cost === null ? 'unknown' : `${cost} USD per 1M`);
