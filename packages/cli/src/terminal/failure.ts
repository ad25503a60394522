import { RegistryProblem, RegistryUnreachable } from '@llm-registry/client';
import { Complaint } from '../complaint.js';

/** What went wrong, in words for whoever called the tool. */
export function messageOf(error: unknown): string {
  if (error instanceof RegistryProblem) return problemMessage(error);
  if (error instanceof RegistryUnreachable) return `${error.message}.${lostWrite(error)}`;
  if (error instanceof Complaint || error instanceof TypeError) return error.message;
  return `This is a defect of the tool, please report it: ${error instanceof Error ? error.message : error}`;
}

function problemMessage(problem: RegistryProblem): string {
  const faults = problem.errors.map(({ pointer, detail }) => `\n  ${pointer} ${detail}`);
  const id = problem.status >= 500 && problem.requestId ? ` (request ${problem.requestId})` : '';
  return `${problem.detail}${id}${hintFor(problem)}${faults.join('')}${lostWrite(problem)}`;
}

/** What the registry cannot say, because it does not know how it is called here. */
function hintFor({ status, code, retryAfter }: RegistryProblem): string {
  if (code === 'unrecognized') return ` ${checkAddress}`;
  if (code === 'route_not_found') return ` ${checkAddress}`;
  if (status === 401) return ' Check LLM_REGISTRY_KEY (or --key).';
  return retryAfter === null ? '' : ` It asks to wait ${retryAfter} s.`;
}

const checkAddress =
  'Check the address (LLM_REGISTRY_URL or --url): it is where the registry begins, without /api.';

function lostWrite(error: RegistryProblem | RegistryUnreachable): string {
  return error.mayHaveBeenApplied ? ' It may have been stored all the same.' : '';
}
