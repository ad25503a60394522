import type { Dialect } from '../db/dialect.js';
import type { Arm } from './arms.js';
import type { Bound, Condition } from './conditions.js';
import { type Field, isLayerField } from './fields.js';
import { allOf, joined, raw, type Sql, sql } from './sql.js';

/** Which ends of a condition an index may serve. The others are only checked, so that they cannot choose the index. */
export interface Served {
  lower: boolean;
  upper: boolean;
}

export const served: Served = { lower: true, upper: true };
export const onlyChecked: Served = { lower: false, upper: false };

/** A column of row `m`, as one that an index may serve or as an expression that none does. */
export function columnOf(dialect: Dialect, name: string, byIndex: boolean): Sql {
  return raw(byIndex ? `m.${name}` : dialect.withoutIndex(`m.${name}`));
}

/** The field of row `m` in an arm. What is the same for the whole layer is a literal. */
export function fieldOf(dialect: Dialect, arm: Arm, field: Field, byIndex: boolean): Sql {
  return isLayerField(field)
    ? raw(`'${arm.constants[field.constant]}'`)
    : columnOf(dialect, field.column, byIndex);
}

function textTest(condition: Condition & { kind: 'text' }, value: Sql, fold: Sql, dialect: Dialect): Sql {
  const { operator, text } = condition;
  switch (operator) {
    case 'iexact':
      return sql`${fold} = ${text}`;
    case 'contains':
      return sql`${raw(dialect.position)}(${value}, ${text}) > 0`;
    case 'icontains':
      return sql`${raw(dialect.position)}(${fold}, ${text}) > 0`;
    case 'endswith':
      // A start before the text yields fewer characters than asked for, on every engine, so never a match.
      return sql`substr(${value}, length(${value}) + 1 - ${[...text].length}) = ${text}`;
  }
}

function bound(value: Sql, operator: '<' | '>', limit: Bound | undefined): Sql[] {
  return limit === undefined
    ? []
    : [sql`${value} ${raw(limit.inclusive ? `${operator}=` : operator)} ${limit.value}`];
}

/** The condition on row `m` of an arm. */
export function predicate(condition: Condition, arm: Arm, dialect: Dialect, by: Served): Sql {
  const { field } = condition;
  const value = fieldOf(dialect, arm, field, by.lower && by.upper);
  switch (condition.kind) {
    case 'among':
      if (condition.values.length === 0) return raw('1 = 0');
      return sql`${value} IN (${joined(
        condition.values.map((each) => sql`${each}`),
        ', ',
      )})`;
    case 'other_than':
      return condition.value === undefined
        ? raw('1 = 1')
        : sql`(${value} <> ${condition.value} OR ${value} IS NULL)`;
    case 'null':
      return sql`${value} IS ${raw(condition.isNull ? 'NULL' : 'NOT NULL')}`;
    case 'range':
      return allOf([
        ...bound(fieldOf(dialect, arm, field, by.lower), '>', condition.lower),
        ...bound(fieldOf(dialect, arm, field, by.upper), '<', condition.upper),
      ]);
    case 'text': {
      const fold = isLayerField(field) ? value : columnOf(dialect, field.fold, false);
      return textTest(condition, value, fold, dialect);
    }
  }
}
