// The site is served by a registry at docs/ below the registry's own address, or hosted as plain files somewhere else.

/**
 * Finds the registry that serves this site: only a registry has its contract one level above the site.
 * @returns {Promise<string | null>} its address without a slash at its end; null where the site is hosted elsewhere
 */
export async function findRegistry() {
  const base = new URL('../../', import.meta.url);
  const answer = await fetch(new URL('openapi.json', base), { method: 'HEAD' }).catch(() => null);
  return answer?.ok ? base.href.replace(/\/$/, '') : null;
}
