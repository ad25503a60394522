/**
 * The model source writes Fireworks ids in short form (`glm-5.2`), the price source as they go over the wire
 * (`accounts/fireworks/models/glm-5p2`, and `routers` for the fast variants).
 */
export function toFireworksWireIds(id: string): string[] {
  const wire = id.replaceAll(/(?<=\d)\.(?=\d)/g, 'p');
  return [`accounts/fireworks/models/${wire}`, `accounts/fireworks/routers/${wire}`];
}
