import type { Provenance } from '../catalog.js';
import { AS_OF, MODEL_SOURCE, PRICE_SOURCE, type SourcePackage } from './sources.js';

export const FROM_MODELS = provenanceOf(MODEL_SOURCE);
export const FROM_PRICES = provenanceOf(PRICE_SOURCE);
export const FROM_BOTH = provenanceOf(MODEL_SOURCE, PRICE_SOURCE);

function provenanceOf(...sources: SourcePackage[]): Provenance {
  return {
    source: sources.map((source) => source.name).join(' + '),
    version: sources.map((source) => source.version).join(' + '),
    as_of: AS_OF,
  };
}
