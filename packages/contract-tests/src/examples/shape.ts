import { isJson } from '../contract/document.js';

/** Objects whose members are named by whoever writes them. */
const free = [
  'extra_kwargs',
  'supported_params',
  'supported_params_override',
  'results',
  'fields',
  'current_filters',
];

/** Members that are there only sometimes. */
const occasional = ['count_is_lower_bound'];

function keysOf(value: Record<string, unknown>): string {
  return Object.keys(value)
    .filter((key) => !occasional.includes(key))
    .sort()
    .join();
}

function kindOf(value: unknown): string {
  return Array.isArray(value) ? 'array' : typeof value;
}

function objectDifferences(
  documented: Record<string, unknown>,
  answered: Record<string, unknown>,
  where: string,
) {
  if (keysOf(documented) !== keysOf(answered)) {
    return [`${where} has the members ${keysOf(answered)}, not ${keysOf(documented)}`];
  }
  return Object.keys(documented)
    .filter((key) => !free.includes(key) || !isJson(documented[key]))
    .flatMap((key): string[] => differences(documented[key], answered[key], `${where}/${key}`));
}

/**
 * In what an answer is of another shape than the documented one: members and kinds of values. Null and absent items say
 * nothing about their kind.
 */
export function differences(documented: unknown, answered: unknown, where = ''): string[] {
  if (documented === null || answered === null || documented === undefined || answered === undefined)
    return [];
  if (kindOf(documented) !== kindOf(answered)) {
    return [`${where || '/'} is ${kindOf(answered)}, not ${kindOf(documented)}`];
  }
  if (Array.isArray(documented) && Array.isArray(answered)) {
    return differences(documented[0], answered[0], `${where}/0`);
  }
  return isJson(documented) && isJson(answered) ? objectDifferences(documented, answered, where) : [];
}
