export type {
  Costs,
  Flag,
  ModelType,
  PriceCondition,
  PriceTier,
  Provenance,
  ShippedCatalog,
  ShippedModel,
  ShippedProvider,
} from './catalog.js';
export {
  type CatalogDiff,
  describeDiff,
  describeMove,
  diffCatalogs,
  type PriceMove,
  suspiciousMoves,
} from './diff.js';
export { catalogFaults, type GuardOptions } from './guards.js';
export { loadShippedCatalog, parseCatalog, shippedSequence } from './load.js';
export { largestCatalog, packCatalog, unpackCatalog } from './release.js';
