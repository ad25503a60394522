/** The turns that writers of any server wait for, see `Dialect.takeTurn`. */

/** Whoever writes for an organization that has no row yet has it: checks read before they write. */
export const organizationTurn = (organization: string): string => `organization ${organization}`;

/** Whoever adds a catalog has it, and whoever points a new organization to the newest one. */
export const catalogTurn = 'catalog';
