import { costOf, type TokenUsage } from '@llm-registry/client';
import { describe, expect, it } from 'vitest';
import type { ShippedModel } from '../../catalog.js';
import { loadShippedCatalog } from '../../load.js';
import { PRICE_SOURCE } from '../sources.js';
import type { Answer, AnsweredCall } from './answers.js';
import { CONDITIONAL, OTHER_PRICES, type OtherPrice } from './differences.js';
import { readAnswers } from './index.js';

const { source, answers } = readAnswers();
const models = new Map(loadShippedCatalog().models.map((model) => [model.model_name, model]));

type Cost = ReturnType<typeof costOf>;

interface Case extends AnsweredCall {
  answer: Answer;
  model: ShippedModel;
  cost: Cost;
}

const cases: Case[] = answers.flatMap((answer) =>
  answer.calls.map((call) => {
    const model = modelOf(answer.model_name);
    return { ...call, answer, model, cost: costOf(model, call.usage) };
  }),
);
const conditional = cases.filter(({ answer }) => answer.model_name in CONDITIONAL);
const others = cases.filter(({ answer }) => !(answer.model_name in CONDITIONAL));
const priced = others.filter(({ cost }) => 'usd' in cost);
const unpriced = others.filter(({ cost }) => 'unpriced' in cost);

function modelOf(name: string): ShippedModel {
  const model = models.get(name);
  if (!model) throw new Error(`${name} is not shipped: ask the calculator again`);
  return model;
}

/** The number that a cost says, or none at all. */
function usdOf(cost: Cost): number {
  return 'usd' in cost ? Number(cost.usd) : Number.NaN;
}

/** Floats are right to about 15 digits; the calculator adds a few of them. */
function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-13 * Math.max(1, Math.abs(b));
}

function told({ answer, usage, usd, cost }: Case) {
  return { model: answer.model_name, usage, usd, cost };
}

/** A price that is the model's own, and not a tier's, was taken for some tokens of the call. */
function uses({ cost }: Case, field: string): boolean {
  return 'lines' in cost && cost.lines.some((line) => line.field === field && !line.above_input_tokens);
}

function tokensFor(field: OtherPrice[1], usage: TokenUsage): number {
  return field === 'cache_hit_input_cost' ? usage.cached_tokens : usage.cache_write_tokens;
}

function rowsFor(one: Case): OtherPrice[] {
  return OTHER_PRICES.filter(([name, field]) => name === one.answer.model_name && uses(one, field));
}

/** What the catalog's other prices make of a call, next to those of the price source. */
function explained(one: Case): number {
  return rowsFor(one).reduce((sum, [, field, ours, theirs]) => {
    const charged = theirs ?? one.model.input_cost ?? Number.NaN;
    return sum + ((ours - charged) * tokensFor(field, one.usage)) / 1e6;
  }, 0);
}

describe("what a call of a shipped model costs, next to the price source's own calculator", () => {
  it('is compared for several hundred models, tiers, cached tokens and cache writes among them', () => {
    expect(source).toBe(`${PRICE_SOURCE.name}@${PRICE_SOURCE.version}`);
    expect(answers.length).toBeGreaterThan(700);
    const lines = priced.flatMap(({ cost }) => ('lines' in cost ? cost.lines : []));
    expect(new Set(lines.map(({ field }) => field)).size).toBe(4);
    const tiered = priced.filter(
      ({ cost }) => 'lines' in cost && cost.lines.some((l) => l.above_input_tokens),
    );
    expect(new Set(tiered.map(({ answer }) => answer.model_name)).size).toBeGreaterThan(40);
  });

  it('is the same but for the cache prices in the table', () => {
    const wrong = priced.filter((one) => !same(usdOf(one.cost) - explained(one), one.usd));
    expect(wrong.map(told)).toEqual([]);
  });

  it('differs for every cache price in the table', () => {
    const differing = priced.filter(({ cost, usd }) => !same(usdOf(cost), usd)).flatMap(rowsFor);
    expect(OTHER_PRICES.filter((row) => !differing.includes(row))).toEqual([]);
  });

  it('is unknown only where the calculator takes cached tokens of an unknown price for plain input', () => {
    const missing = unpriced.map(({ answer, cost }) => ({
      model: answer.model_name,
      conditions: 'conditions' in cost ? cost.conditions : null,
      known:
        'unpriced' in cost ? cost.unpriced.filter((f) => !f.startsWith('cache_') || states(answer, f)) : [],
    }));
    expect(missing.filter(({ known, conditions }) => known.length > 0 || conditions?.length !== 0)).toEqual(
      [],
    );
  });

  it('is never said of a price that depends on more than tokens', () => {
    expect(new Set(conditional.map(({ answer }) => answer.model_name))).toEqual(
      new Set(Object.keys(CONDITIONAL)),
    );
    const said = conditional.filter(({ cost, answer }) => !isUnmet(cost, CONDITIONAL[answer.model_name]));
    expect(said.map(told)).toEqual([]);
  });
});

function states(answer: Answer, field: string): boolean {
  return answer.states.some((stated) => stated === field);
}

function isUnmet(cost: Cost, condition: string | undefined): boolean {
  return 'conditions' in cost && cost.conditions.length === 1 && cost.conditions[0] === condition;
}
