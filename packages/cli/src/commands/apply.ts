import type { Model, Registry } from '@llm-registry/client';
import { applyChanges, type Outcome } from '../apply/apply.js';
import { describeChange, describePlan, describeStop, isComplete, reportOf } from '../apply/describe.js';
import { baseOf } from '../apply/order.js';
import { type Plan, planOf } from '../apply/plan.js';
import { Complaint } from '../complaint.js';
import { type ModelsFile, readModelsFile } from '../file/models-file.js';
import { suggestion } from '../imports/read-foreign.js';
import { lookUp } from '../registry/lookup.js';
import { shippedBases } from '../registry/shipped.js';
import { readState } from '../registry/state.js';
import { type ConnectionOptions, connect } from '../terminal/connection.js';
import { messageOf } from '../terminal/failure.js';
import type { Terminal } from '../terminal/terminal.js';
import { visibleLines } from '../terminal/visible.js';
import { type ExitCode, exitCodes, print } from './outcome.js';

export interface ApplyOptions extends ConnectionOptions {
  json?: boolean;
  prune?: boolean;
  dryRun?: boolean;
  accept?: boolean;
}

/** Says what apply would do, and does nothing. */
export async function runDiff(path: string, options: ApplyOptions, terminal: Terminal): Promise<ExitCode> {
  const file = await readModelsFile(path, suggestion);
  return showPlan(await compare(file, connect(options, terminal), options, terminal), options, terminal);
}

/** Makes the registry be as a file says. */
export async function runApply(path: string, options: ApplyOptions, terminal: Terminal): Promise<ExitCode> {
  return applyFile(await readModelsFile(path, suggestion), connect(options, terminal), options, terminal);
}

/**
 * Makes the registry be as a list of models says.
 * @param remarks what `--json` prints beside what was done
 * @throws Complaint when nothing was sent because of the list
 */
export async function applyFile(
  file: ModelsFile,
  registry: Registry,
  options: ApplyOptions,
  terminal: Terminal,
  remarks: object = {},
): Promise<ExitCode> {
  const plan = await compare(file, registry, options, terminal);
  if (!options.accept && plan.suspicious.length > 0) throw unaccepted(plan.suspicious);
  if (options.dryRun) return showPlan(plan, options, terminal, remarks);
  const outcome = await applyChanges(registry, plan.changes, terminal);
  showOutcome(outcome, options, terminal, remarks);
  return isComplete(outcome) ? exitCodes.done : exitCodes.failed;
}

async function compare(
  file: ModelsFile,
  registry: Registry,
  options: ApplyOptions,
  terminal: Terminal,
): Promise<Plan> {
  const state = await readState(registry, terminal);
  return planOf(file, state, await meaningsIn(file, registry), { prune: options.prune === true });
}

/** What the names in a file mean to the registry, those of bases also where it answers them as nothing else. */
async function meaningsIn({ models }: ModelsFile, registry: Registry): Promise<Map<string, Model>> {
  const names = new Set(models.map(({ model_name }) => model_name));
  const bases = models.flatMap((model) => baseOf(model) ?? []).filter((base) => !names.has(base));
  const answered = await lookUp(registry, [...names, ...bases]);
  const unanswered = bases.filter((base) => !answered.has(base));
  return new Map([...answered, ...(await shippedBases(registry, unanswered))]);
}

function unaccepted(moves: string[]): Complaint {
  return new Complaint(
    [
      'Nothing was changed. A price moves by more than ten times; if that is right, add --accept:',
      ...moves,
    ].join('\n  '),
  );
}

function showPlan(plan: Plan, options: ApplyOptions, terminal: Terminal, remarks: object = {}): ExitCode {
  const { changes, onlyInRegistry, suspicious } = plan;
  print(
    terminal,
    options,
    { changes: changes.map(reportOf), only_in_registry: onlyInRegistry, suspicious, ...remarks },
    describePlan(plan),
  );
  return changes.length > 0 ? exitCodes.differs : exitCodes.done;
}

function showOutcome(outcome: Outcome, options: ApplyOptions, terminal: Terminal, remarks: object): void {
  const { applied, failed, remaining } = outcome;
  const result = {
    applied: applied.map(reportOf),
    failed: failed ? { ...reportOf(failed.change), message: messageOf(failed.error) } : null,
    remaining: remaining.map(reportOf),
    ...remarks,
  };
  const summary = applied.length === 0 ? 'Nothing to change.' : `${applied.length} changed.`;
  const lines = [...applied.map(describeChange), ...(isComplete(outcome) ? [summary] : [])];
  if (options.json || lines.length > 0) print(terminal, options, result, lines.join('\n'));
  if (!isComplete(outcome)) terminal.err(`${visibleLines(describeStop(outcome))}\n`);
}
