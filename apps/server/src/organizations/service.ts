import type { Organization, OrganizationPatch } from '@llm-registry/api-types';
import { type JsonText, jsonText } from '../answers/json-text.js';
import { type Precondition, type Tagged, tagged } from '../answers/tag.js';
import { errors } from '../errors.js';
import type { Actor, Change, Commit, Committed } from '../revisions/commit.js';
import { defaultVisibility, type Layers } from '../revisions/layers.js';
import { putSettings } from './store.js';

export interface OrganizationServiceDeps {
  commit: Commit;
  clock: () => Date;
}

type Answer = Tagged<JsonText<Organization>>;

const answerOf = (settings: Organization): Answer => tagged(jsonText(settings));

/** The settings as they are; an organization that has set nothing has the defaults. */
function settingsOf({ organization, catalogVisibility }: Layers): Organization {
  return { organization, catalog_visibility: catalogVisibility };
}

/** RFC 7396: absent keeps, null takes back to the default. */
function patched(settings: Organization, { catalog_visibility: given }: OrganizationPatch): Organization {
  if (given === undefined) return settings;
  return { ...settings, catalog_visibility: given ?? defaultVisibility };
}

const changeOf = (stored: string, name: string): Change => ({
  operation: 'updateOrganization',
  kind: 'organization',
  name,
  stored,
});

/** What organizations set for themselves. */
export function createOrganizationService({ commit, clock }: OrganizationServiceDeps) {
  return {
    /** The settings that these layers were read with. */
    get: (layers: Layers): Answer => answerOf(settingsOf(layers)),

    /** A merge patch; one that changes nothing commits nothing. @throws precondition_failed */
    update(actor: Actor, patch: OrganizationPatch, precondition: Precondition): Promise<Committed<Answer>> {
      return commit(actor, async (tx, layers) => {
        const settings = settingsOf(layers);
        if (!precondition(answerOf(settings).tag)) throw errors.preconditionFailed();
        const wanted = patched(settings, patch);
        const value = answerOf(wanted);
        if (value.tag === answerOf(settings).tag) return { value, change: null };
        const { organization: name, catalog_visibility } = wanted;
        const created_at = clock().toISOString();
        await putSettings(tx, { id: name, catalog: layers.shipped, created_at, catalog_visibility });
        return { value, change: changeOf(value.text, name) };
      });
    },
  };
}

export type OrganizationService = ReturnType<typeof createOrganizationService>;
