/** A moment before something was read. What changed after it makes what was read stale. */
export type Mark = number;

/** What of an organization: all that is kept of it, its keys alone, or what one name of a model answers. */
export type Extent = 'all' | 'keys' | { model: string };

/** What of an organization a change has touched: anything, anything but its keys, or what some names of models answer. */
export type Touched = 'anything' | 'all but keys' | ReadonlySet<string>;

/** How many organizations' changes are told apart; beyond, all are taken for changed. */
const mostOrganizations = 100_000;
/** How many names of models are; beyond, those of all organizations are taken for changed. */
const mostModels = 10_000;

/** No name of a model holds a line feed. */
const modelKey = (organization: string, model: string): string => `${model}\n${organization}`;

/** Numbers changes, so that each is after the marks that were taken before it, and knows what each has touched. */
export function createMarks() {
  let last: Mark = 0;
  /** The last change of everything, and of what all models answer. */
  let all: Mark = 0;
  let allModels: Mark = 0;
  /** The last change of an organization: any, one that was not of some models alone, and one of its keys. */
  const any = new Map<string, Mark>();
  const shared = new Map<string, Mark>();
  const keys = new Map<string, Mark>();
  const models = new Map<string, Mark>();

  function changedAll(): void {
    last += 1;
    all = last;
    for (const changes of [any, shared, keys, models]) changes.clear();
  }

  function changedModels(organization: string, names: ReadonlySet<string>): void {
    if (models.size + names.size > mostModels) {
      models.clear();
      allModels = last;
    }
    for (const name of names) models.set(modelKey(organization, name), last);
  }

  function isModelUnchanged(organization: string, mark: Mark, model: string): boolean {
    const lastOfAll = Math.max(allModels, shared.get(organization) ?? 0);
    return lastOfAll <= mark && (models.get(modelKey(organization, model)) ?? 0) <= mark;
  }

  return {
    mark: (): Mark => last,
    changedAll,
    changed(organization: string, touched: Touched): void {
      if (any.size >= mostOrganizations) changedAll();
      last += 1;
      any.set(organization, last);
      if (typeof touched === 'object') changedModels(organization, touched);
      else shared.set(organization, last);
      if (touched === 'anything') keys.set(organization, last);
    },
    unchanged(organization: string, mark: Mark, extent: Extent): boolean {
      if (all > mark) return false;
      if (extent === 'keys') return (keys.get(organization) ?? 0) <= mark;
      if ((any.get(organization) ?? 0) <= mark) return true;
      return extent !== 'all' && isModelUnchanged(organization, mark, extent.model);
    },
  };
}
