import type { FieldError, FilterCondition, FilterOperator, Filters } from '@llm-registry/api-types';
import { didYouMean } from '../answers/did-you-mean.js';
import { pointerToken } from '../answers/pointer.js';
import { errors } from '../errors.js';
import { among, type Condition, compared, otherThan, startingWith, type Test } from './conditions.js';
import { type Field, type FieldType, fieldNamed, fieldNames } from './fields.js';
import { type FilterValue, type Operand, valueRules } from './filter-values.js';

/** Filters that mean something: what to look for, and the same as a client may send it again. */
export interface ParsedFilters {
  conditions: readonly Condition[];
  /** Operators filled in, enum values in lower case, times in UTC. */
  normalized: Filters;
}

const equality: readonly FilterOperator[] = ['', 'in', 'isnull', 'not'];
const ordering: readonly FilterOperator[] = ['lt', 'lte', 'gt', 'gte'];
const textual: readonly FilterOperator[] = ['iexact', 'contains', 'icontains', 'startswith', 'endswith'];

/** Enums compare as strings, so they take what text takes. */
const operatorsOf: Readonly<Record<FieldType, readonly FilterOperator[]>> = {
  text: [...equality, ...ordering, ...textual],
  enum: [...equality, ...ordering, ...textual],
  cost: [...equality, ...ordering],
  window: [...equality, ...ordering],
  date: [...equality, ...ordering],
  flag: equality,
  boolean: equality,
};

const maxValues = 100;

/** Of one condition: what it tests and its normalized values, or what is wrong with it. */
type Read = { test: Test; echo: FilterValue[] } | { faults: FieldError[] };

const fault = (pointer: string, detail: string): Read => ({ faults: [{ pointer, detail }] });

function unknownField(name: string, pointer: string): Read {
  const meant = didYouMean(name, fieldNames) || '.';
  return fault(pointer, `is not a field that filters take${meant} They are ${fieldNames.join(', ')}.`);
}

function countFault(operator: FilterOperator, count: number, pointer: string): Read | undefined {
  if (operator === 'in') {
    return count < 1 || count > maxValues
      ? fault(pointer, `has to have 1 to ${maxValues} values`)
      : undefined;
  }
  return count === 1 ? undefined : fault(pointer, 'has to have exactly 1 value; only "in" takes more');
}

function nullTest([value]: readonly FilterValue[], pointer: string): Read {
  if (typeof value !== 'boolean') return fault(`${pointer}/0`, 'has to be true or false');
  return { test: { kind: 'null', isNull: value }, echo: [value] };
}

function textOf({ echo }: Operand): string {
  return String(echo);
}

function testOf(operator: Exclude<FilterOperator, 'isnull' | 'in'>, operand: Operand): Test {
  switch (operator) {
    case '':
      return among([operand.point]);
    case 'not':
      return otherThan(operand.point);
    case 'startswith':
      return startingWith(textOf(operand));
    case 'iexact':
    case 'icontains':
      return { kind: 'text', operator, text: textOf(operand).toLowerCase() };
    case 'contains':
    case 'endswith':
      return { kind: 'text', operator, text: textOf(operand) };
    default:
      return compared(operator, operand.point);
  }
}

function valueTest(
  field: Field,
  operator: Exclude<FilterOperator, 'isnull'>,
  values: readonly FilterValue[],
  pointer: string,
): Read {
  const { read, takes } = valueRules[field.type];
  const operands: Operand[] = [];
  const faults: FieldError[] = [];
  for (const [index, value] of values.entries()) {
    const operand = read(value);
    if (operand === undefined)
      faults.push({ pointer: `${pointer}/${index}`, detail: `does not fit: the field takes ${takes}` });
    else operands.push(operand);
  }
  const [first] = operands;
  if (faults.length > 0 || first === undefined) return { faults };
  const test = operator === 'in' ? among(operands.map(({ point }) => point)) : testOf(operator, first);
  return { test, echo: operands.map(({ echo }) => echo) };
}

function readCondition(
  field: Field,
  operator: FilterOperator,
  values: readonly FilterValue[],
  pointer: string,
): Read {
  const allowed = operatorsOf[field.type];
  if (!allowed.includes(operator)) {
    const named = allowed.map((each) => JSON.stringify(each)).join(', ');
    return fault(`${pointer}/operator`, `does not fit the type of the field, which takes ${named}`);
  }
  const wrongCount = countFault(operator, values.length, `${pointer}/value`);
  if (wrongCount !== undefined) return wrongCount;
  return operator === 'isnull'
    ? nullTest(values, `${pointer}/value`)
    : valueTest(field, operator, values, `${pointer}/value`);
}

/**
 * Reads filters by the meaning of each field.
 * @throws invalid_request that points at every unknown field, operator of another type and value that does not fit
 */
export function parseFilters(filters: Filters = {}): ParsedFilters {
  const conditions: Condition[] = [];
  const normalized: [string, FilterCondition][] = [];
  const faults: FieldError[] = [];
  for (const [name, { operator = '', value }] of Object.entries(filters)) {
    const pointer = `/body/filters/${pointerToken(name)}`;
    const field = fieldNamed(name);
    const result = field ? readCondition(field, operator, value, pointer) : unknownField(name, pointer);
    if ('faults' in result) {
      faults.push(...result.faults);
    } else if (field) {
      conditions.push({ ...result.test, field });
      normalized.push([name, { operator, value: result.echo }]);
    }
  }
  if (faults.length > 0) throw errors.invalidRequest(faults);
  return { conditions, normalized: Object.fromEntries(normalized) };
}
