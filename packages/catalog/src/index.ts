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
export { catalogFaults, type GuardOptions } from './guards.js';
export { loadShippedCatalog, parseCatalog } from './load.js';
