import { COST_FIELDS, type ShippedCatalog, type ShippedModel } from './catalog.js';

export interface CatalogDiff {
  added: string[];
  removed: string[];
  /** Largest first. A price that appears or disappears moves by no factor and comes last. */
  priceMoves: PriceMove[];
  /** Models that differ in something else than their base prices. */
  otherwiseChanged: string[];
}

export interface PriceMove {
  model_name: string;
  field: (typeof COST_FIELDS)[number];
  from: number | null;
  to: number | null;
  factor: number | null;
}

type Models = Pick<ShippedCatalog, 'models'>;

/** A move beyond this is more often a slip of units than a price. */
const SUSPICIOUS_FACTOR = 10;

export function diffCatalogs(before: Models, after: Models): CatalogDiff {
  const old = byName(before);
  const current = byName(after);
  const kept = after.models.flatMap((model) => {
    const previous = old.get(model.model_name);
    return previous ? [{ previous, model }] : [];
  });
  return {
    added: after.models.map(name).filter((known) => !old.has(known)),
    removed: before.models.map(name).filter((known) => !current.has(known)),
    priceMoves: kept.flatMap(({ previous, model }) => movesOf(previous, model)).sort(largestFirst),
    otherwiseChanged: kept
      .filter(({ previous, model }) => differsElsewhere(previous, model))
      .map(({ model }) => name(model)),
  };
}

export function suspiciousMoves(diff: CatalogDiff): PriceMove[] {
  return diff.priceMoves.filter(({ factor }) => factor !== null && factor > SUSPICIOUS_FACTOR);
}

export function describeDiff({ added, removed, priceMoves, otherwiseChanged }: CatalogDiff): string {
  return [
    ...section('added', added),
    ...section('removed', removed),
    ...section('price moves', priceMoves.map(describeMove)),
    ...section('otherwise changed', otherwiseChanged),
  ].join('\n');
}

export function describeMove({ model_name, field, from, to, factor }: PriceMove): string {
  const times = factor === null ? '' : ` (×${Number(factor.toPrecision(3))})`;
  return `${model_name} ${field}: ${from ?? 'unknown'} → ${to ?? 'unknown'}${times}`;
}

function section(title: string, lines: string[]): string[] {
  return [`${title}: ${lines.length}`, ...lines.map((line) => `  ${line}`)];
}

function movesOf(previous: ShippedModel, model: ShippedModel): PriceMove[] {
  return COST_FIELDS.filter((field) => previous[field] !== model[field]).map((field) => ({
    model_name: model.model_name,
    field,
    from: previous[field],
    to: model[field],
    factor: factorBetween(previous[field], model[field]),
  }));
}

/** The same for a rise and a fall; from or to zero it is infinite. */
function factorBetween(from: number | null, to: number | null): number | null {
  if (from === null || to === null) return null;
  return Math.max(from, to) / Math.min(from, to);
}

function largestFirst(a: PriceMove, b: PriceMove): number {
  const byFactor = Math.sign((b.factor ?? 0) - (a.factor ?? 0));
  return byFactor || (a.model_name < b.model_name ? -1 : 1);
}

function differsElsewhere(previous: ShippedModel, model: ShippedModel): boolean {
  return JSON.stringify(withoutPrices(previous)) !== JSON.stringify(withoutPrices(model));
}

function withoutPrices(model: ShippedModel) {
  return { ...model, ...Object.fromEntries(COST_FIELDS.map((field) => [field, null])) };
}

function byName({ models }: Models): Map<string, ShippedModel> {
  return new Map(models.map((model) => [name(model), model]));
}

function name(model: ShippedModel): string {
  return model.model_name;
}
