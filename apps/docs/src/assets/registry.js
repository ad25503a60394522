// The site is served by a registry at docs/ below the registry's own address, or hosted as plain files somewhere else.

/**
 * Finds the registry that serves this site: only a registry has its contract one level above the site.
 * @returns {Promise<{ url: string, contract: object } | null>} null where the site is hosted elsewhere
 */
export async function findRegistry() {
  const base = new URL('../../', import.meta.url);
  const contract = await fetchJson(new URL('openapi.json', base)).catch(() => null);
  return contract && { url: base.href.replace(/\/$/, ''), contract };
}

/**
 * @param {URL} url
 * @returns {Promise<object>} rejects where there is no such file, or something else in its place
 */
async function fetchJson(url) {
  const answer = await fetch(url);
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
  return answer.json();
}
