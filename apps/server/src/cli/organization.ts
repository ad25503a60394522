import type { CatalogVisibility, Organization } from '@llm-registry/api-types';
import { parseJson } from '../answers/json-text.js';
import { unconditional } from '../answers/tag.js';
import { faultOfOrganization } from '../auth/organization.js';
import type { Database } from '../db/connect.js';
import { createOrganizationService } from '../organizations/service.js';
import { createCommit } from '../revisions/commit.js';
import { layersOf } from '../revisions/layers.js';
import { type CommandContext, CommandError, ensureCatalog, onExistingDatabase } from './command.js';
import { json, table, visible } from './output.js';

interface Named {
  organization: string;
  json?: true;
}

interface Settings extends Named {
  catalogVisibility: CatalogVisibility;
}

/** An organization's settings, and how often something was written for it. */
interface Found {
  settings: Organization;
  changes: number;
}

const serviceOn = (database: Database, clock: () => Date) =>
  createOrganizationService({ commit: createCommit(database, clock), clock });

async function found(database: Database, clock: () => Date, organization: string): Promise<Found> {
  await ensureCatalog(database, clock);
  const layers = await layersOf(database.read, organization);
  return {
    settings: parseJson(serviceOn(database, clock).get(layers).text),
    changes: layers.revision - layers.catalogOrdinal,
  };
}

function assertName(organization: string): void {
  const fault = faultOfOrganization(organization);
  if (fault !== null) throw new CommandError(`The organization ${fault}.`);
}

/** Organizations are whatever credentials name, so a mistyped one looks like one that has written nothing. */
function noteUnknown({ note }: CommandContext, { settings, changes }: Found): void {
  if (changes === 0) note(`Nothing was written for organization "${visible(settings.organization)}" before.`);
}

/** Shows an organization's settings. */
export async function showOrganization(context: CommandContext, { organization, ...as }: Named) {
  assertName(organization);
  const one = await onExistingDatabase(context.config(), (database) =>
    found(database, context.clock, organization),
  );
  if (as.json) return context.print(json(one.settings));
  noteUnknown(context, one);
  context.print(table(['ORGANIZATION', 'CATALOG VISIBILITY'], [Object.values(one.settings)]));
}

/** Changes an organization's settings. Servers answer by them from their next request on. */
export async function setOrganization(context: CommandContext, options: Settings): Promise<void> {
  const { organization, catalogVisibility: catalog_visibility } = options;
  assertName(organization);
  const { clock } = context;
  const actor = { organization, principal: 'operator' };
  const { before, settings } = await onExistingDatabase(context.config(), async (database) => {
    const one = await found(database, clock, organization);
    const { value } = await serviceOn(database, clock).update(actor, { catalog_visibility }, unconditional);
    return { before: one, settings: parseJson(value.text) };
  });
  if (options.json) return context.print(json(settings));
  noteUnknown(context, before);
  const when = before.settings.catalog_visibility === catalog_visibility ? 'already' : 'now';
  context.print(
    `Organization "${visible(organization)}" has catalog_visibility ${catalog_visibility} ${when}.`,
  );
}
