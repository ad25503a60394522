import { type Layers, ownLayer } from '../../src/revisions/layers.js';

/** The layers of organization `acme`, or what a test makes of them: a member's, on a catalog that is listed. */
export function layersWith(fields: Partial<Layers> = {}): Layers {
  const { organization = 'acme' } = fields;
  return {
    organization,
    own: ownLayer(organization),
    shipped: 'c:test',
    catalogVisibility: 'listed',
    providerDetail: 'full',
    catalogOrdinal: 1,
    revision: 1,
    ownCount: 0,
    ...fields,
  };
}
