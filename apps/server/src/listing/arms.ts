import type { Layers } from '../revisions/layers.js';
import type { LayerConstant } from './fields.js';
import { raw, type Sql, sql } from './sql.js';

/** Where an organization's models come from: the rows of one layer, of which some may be hidden. */
export interface Arm {
  layer: string;
  constants: Readonly<Record<LayerConstant, string>>;
  /** Which rows `m` of the layer are seen. */
  visible: Sql;
}

/** What a list reads: two layers of an organization. */
export type ListLayers = Pick<Layers, 'organization' | 'own' | 'shipped' | 'catalogVisibility'>;

const shippedConstants = { affiliation_category: 'built_in', source: 'hardcoded' };

function ownArm(layer: string): Arm {
  return { layer, constants: { affiliation_category: 'custom', source: 'db' }, visible: raw('1 = 1') };
}

/** The models of one catalog, as someone without models of their own sees them. */
export function catalogArm(layer: string): Arm {
  return { layer, constants: shippedConstants, visible: raw('m.retired = 0') };
}

/**
 * The organization's own models and, where they are listed, the shipped ones that they do not hide. A shadow hides whether
 * it matches or not.
 */
export function armsOf({ own, shipped, catalogVisibility }: Omit<ListLayers, 'organization'>): Arm[] {
  if (catalogVisibility === 'base_only') return [ownArm(own)];
  // Looked up for each row. NOT EXISTS may be planned as a join, which reads all models of the organization.
  const shadow = sql`SELECT 1 FROM model AS shadow WHERE shadow.layer = ${own} AND shadow.name = m.name LIMIT 1`;
  return [ownArm(own), { ...catalogArm(shipped), visible: sql`m.retired = 0 AND (${shadow}) IS NULL` }];
}
