import type { OpenaiError, Problem } from '@llm-registry/api-types';

/** Below here, clients of OpenAI's API call. */
const prefix = '/compat/openai/';

function typeOf(status: number): OpenaiError['type'] {
  if (status >= 500) return 'server_error';
  if (status === 401) return 'authentication_error';
  return status === 429 ? 'rate_limit_error' : 'invalid_request_error';
}

/**
 * A problem as the caller of a URL reads it: clients of OpenAI's API look for the member `error`, which OpenAI describes
 * in its guide to error codes, and ignore the others.
 */
export function asCallersRead(url: string, problem: Problem): Problem {
  if (!url.startsWith(prefix)) return problem;
  const { detail: message, status, code } = problem;
  const param = code === 'model_not_found' ? 'model' : null;
  return { ...problem, error: { message, type: typeOf(status), param, code } };
}
